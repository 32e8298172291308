#include "dewline/report/chunk.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>

#include "dewline/base/check.hpp"
#include "dewline/record/table.hpp"

namespace dewline::report {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::size_t kFixed = 8, kPathColumns = 7;

static_assert(std::endian::native == std::endian::little, "chunks are little-endian");

std::string begin_chunk(std::string_view magic, const Json& header) {
  std::string text = header.dump(-1, ' ', false, Json::error_handler_t::replace);
  text.resize((kFixed + text.size() + 7) / 8 * 8 - kFixed, ' ');
  DW_CHECK(text.size() <= std::numeric_limits<std::uint32_t>::max());
  const auto length = static_cast<std::uint32_t>(text.size());
  std::string out(magic);
  out.append(reinterpret_cast<const char*>(&length), sizeof length);
  return out + text;
}

void put(std::string& out, double value) {
  const auto f = static_cast<float>(value);
  out.append(reinterpret_cast<const char*>(&f), sizeof f);
}

void put(std::string& out, const Vec3& v) {
  for (std::size_t i = 0; i < 3; ++i) put(out, v[i]);
}

float get(std::string_view bytes, std::size_t at) {
  float f = 0;
  std::memcpy(&f, bytes.data() + at, sizeof f);
  return f;
}

Keyframe keyframe_at(std::string_view bytes, std::size_t at) {
  std::array<double, kPathColumns> v{};
  for (std::size_t i = 0; i < v.size(); ++i) v[i] = static_cast<double>(get(bytes, at + 4 * i));
  return {v[0], {{v[1], v[2], v[3]}, {v[4], v[5], v[6]}}};
}

} // namespace

double chunk_time_s(double t_s) {
  auto f = static_cast<float>(t_s);
  if (static_cast<double>(f) > t_s) f = std::nextafter(f, -std::numeric_limits<float>::infinity());
  return static_cast<double>(f);
}

std::string chunk_file(const std::string& name, std::string_view bytes) {
  return name + (bytes.starts_with("DWK1") ? ".dwk" : ".dwt");
}

std::string paths_chunk(const std::vector<Path>& paths) {
  Json header = Json::array();
  for (const Path& p : paths) header.push_back({{"id", p.id}, {"n", p.rows.size()}});
  std::string out = begin_chunk("DWK1", header);
  for (const Path& p : paths)
    for (const Keyframe& row : p.rows) {
      put(out, chunk_time_s(row.t_s));
      put(out, row.x_E.p);
      put(out, row.x_E.v);
    }
  return out;
}

std::string table_chunk(const std::vector<std::string>& columns, const std::vector<Rows>& entries) {
  Json header{{"columns", columns}, {"entries", Json::array()}};
  for (const Rows& e : entries) header["entries"].push_back({{"id", e.id}, {"n", e.rows.size()}});
  std::string out = begin_chunk("DWT1", header);
  for (const Rows& e : entries)
    for (const auto& row : e.rows) {
      DW_CHECK(!row.empty() && row.size() == columns.size());
      put(out, chunk_time_s(row.front()));
      for (std::size_t i = 1; i < row.size(); ++i) put(out, row[i]);
    }
  return out;
}

std::vector<Path> read_paths(std::string_view bytes) {
  const auto require = [](bool fine, const char* what) {
    if (!fine) throw record::RecordError(std::string("chunk of paths: ") + what);
  };
  require(bytes.size() >= kFixed && bytes.substr(0, 4) == "DWK1", "it does not begin with DWK1");
  std::uint32_t length = 0;
  std::memcpy(&length, bytes.data() + 4, sizeof length);
  require(length <= bytes.size() - kFixed && (kFixed + length) % 8 == 0, "its header is cut off");
  const Json header = Json::parse(bytes.substr(kFixed, length), nullptr, false);
  require(header.is_array(), "its header is no list");
  std::vector<Path> out;
  std::size_t at = kFixed + length;
  for (const Json& entry : header) {
    require(entry.is_object() && entry.contains("id") && entry["id"].is_string() && entry.contains("n") &&
                entry["n"].is_number_unsigned(),
            "an entry lacks id or n");
    const auto n = entry["n"].get<std::uint64_t>();
    require(n <= (bytes.size() - at) / (4 * kPathColumns), "its rows are cut off");
    out.push_back({entry["id"], {}});
    for (std::uint64_t i = 0; i < n; ++i, at += 4 * kPathColumns) out.back().rows.push_back(keyframe_at(bytes, at));
  }
  require(at == bytes.size(), "something follows its rows");
  return out;
}

} // namespace dewline::report
