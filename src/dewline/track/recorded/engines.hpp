// Every way of moving with every way of association: instantiated in engines_*.cpp.
#pragma once
#include "dewline/track/recorded/mixture.hpp"
#include "dewline/track/recorded/single.hpp"

namespace dewline::track::recorded {

using Straight2 = OneModel<ConstantVelocity<2>>;
using Straight3 = OneModel<ConstantVelocity<3>>;
using Singer2 = OneModel<track::Singer<2>>;
using Singer3 = OneModel<track::Singer<3>>;
using Turning2 = TwoModels<Straight2>;
using Turning3 = TwoModels<Straight3>;
using BoostCoast = TwoModels<BallisticModel>;

extern template class SingleHypothesis<Straight2>;
extern template class SingleHypothesis<Straight3>;
extern template class SingleHypothesis<Singer2>;
extern template class SingleHypothesis<Singer3>;
extern template class SingleHypothesis<Turning2>;
extern template class SingleHypothesis<Turning3>;
extern template class SingleHypothesis<BallisticModel>;
extern template class SingleHypothesis<BoostCoast>;
extern template class Mixture<Straight2>;
extern template class Mixture<Straight3>;
extern template class Mixture<Singer2>;
extern template class Mixture<Singer3>;
extern template class Mixture<Turning2>;
extern template class Mixture<Turning3>;
extern template class Mixture<BallisticModel>;
extern template class Mixture<BoostCoast>;

} // namespace dewline::track::recorded
