// The block `objects`: the description of an object is the largest of all.
#include "dewline/io/file.hpp"

namespace dewline::io {

template const Type& type_of<truth::ObjectParams>();

} // namespace dewline::io
