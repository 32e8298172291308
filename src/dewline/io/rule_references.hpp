// What rules, comparisons and published counts name: centres and the states that they declare, sensors, assets, links.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "dewline/io/file.hpp"
#include "dewline/io/names.hpp"

namespace dewline::io {

/// Rule sets that a file need not define: name -> the states that it raises.
using LibraryStates = std::map<std::string, std::vector<std::string>>;

/// What rules name exists: centres, states that they declare, sensors that can take a cue, assets of the centres that
/// follow the rules. No centre waits for its own word or notifies itself, and a link of alerts leads to whom one notifies.
void check_rules(const File& file, const LibraryStates& library, Names& names_of);
/// `against` is a variant; `measure` names a centre and a state that it declares.
void check_study(const File& file, const LibraryStates& library, Names& names_of);
/// A published count is of a state that its centre declares.
void check_counts(const File& file, const LibraryStates& library, Names& names_of);

} // namespace dewline::io
