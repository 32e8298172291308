#include "dewline/track/recorded/engines.hpp"

namespace dewline::track::recorded {

template class SingleHypothesis<Straight2>;
template class SingleHypothesis<Straight3>;
template class SingleHypothesis<Singer2>;
template class SingleHypothesis<Singer3>;
template class SingleHypothesis<Turning2>;
template class SingleHypothesis<Turning3>;
template class SingleHypothesis<BallisticModel>;
template class SingleHypothesis<BoostCoast>;

} // namespace dewline::track::recorded
