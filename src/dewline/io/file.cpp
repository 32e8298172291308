#include "dewline/io/file.hpp"


namespace dewline::io {
namespace {

/// Fields of a struct inside S, as fields of S.
template <class S, class T>
void lift(Type& type, T S::*inner) {
  for (FieldType f : type_of<T>().fields) {
    f.member = [inner, deeper = f.member](void* at) { return deeper(&(static_cast<S*>(at)->*inner)); };
    type.fields.push_back(std::move(f));
  }
}

template <class S, class T>
void add(Type& type, const Field<S, T>& f) {
  type.fields.push_back(detail::describe_field(f));
}

Type record_type(const char* name) {
  Type type;
  type.kind = Type::Kind::record;
  type.name = name;
  return type;
}

} // namespace

Type Custom<CentreEntry>::describe() {
  Type type = record_type("Centre");
  lift(type, &CentreEntry::centre);
  add(type, field("tracker", &CentreEntry::tracker, "how it tracks; default: every default"));
  return type;
}

template const Type& type_of<File>();

} // namespace dewline::io
