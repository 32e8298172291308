#include "dewline/track/recorded/engines.hpp"

namespace dewline::track::recorded {

template class Mixture<Straight2>;
template class Mixture<Straight3>;
template class Mixture<Singer2>;
template class Mixture<Singer3>;
template class Mixture<Turning2>;
template class Mixture<Turning3>;
template class Mixture<BallisticModel>;
template class Mixture<BoostCoast>;

} // namespace dewline::track::recorded
