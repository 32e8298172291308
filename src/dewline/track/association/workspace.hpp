// The scratch memory of association: held by the caller, grown by the first calls, kept between them.
#pragma once
#include <cstdint>
#include <vector>

#include "dewline/track/association/clusters.hpp"
#include "dewline/track/association/joint_exact.hpp"
#include "dewline/track/association/joint_flow.hpp"
#include "dewline/track/association/k_best.hpp"
#include "dewline/track/association/matcher.hpp"
#include "dewline/track/association/murty.hpp"

namespace dewline::track {

/// Scratch of every function of association, and the answers that they give by reference. One for each
/// thread. What is in it never changes an answer. After a few calls of the same size nothing is allocated any
/// more.
struct Workspace {
  Clusters clusters;
  Matcher matcher;
  Murty murty;
  JointExact exact;
  JointFlow flow;
  std::vector<std::int32_t> taken;
  RankedAssignments ranked;
  RankMerge merge;
  JointProbabilities joint;
  std::vector<double> greatest, sum; ///< by track
};

} // namespace dewline::track
