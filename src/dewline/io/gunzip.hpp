// Files compressed with gzip.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dewline::io {

/// The bytes begin as a gzip file does (RFC 1952: 1f 8b).
bool is_gzip(std::string_view bytes);
/// What was compressed, all members one after the other; nothing if the bytes are damaged, end early or
/// unpack to more than `most` bytes.
std::optional<std::string> gunzip(std::string_view bytes, std::size_t most);

} // namespace dewline::io
