#include "dewline/report/html.hpp"

#include <zlib.h>

#include "dewline/base/check.hpp"
#include "dewline/record/table.hpp"

namespace dewline::report {
namespace {

constexpr int kGzipWindow = 15 + 16; // zlib: 16 asks for a gzip header, which then holds no time

std::string tag(std::string_view name, std::string_view bytes) {
  return "<script type=\"application/x-dewline\" data-name=\"" + std::string(name) + "\">" + base64(gzip(bytes)) + "</script>\n";
}

} // namespace

std::string gzip(std::string_view bytes) {
  z_stream z{};
  DW_CHECK(deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, kGzipWindow, 9, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&z, static_cast<uLong>(bytes.size())), '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data())); // zlib does not write there
  z.avail_in = static_cast<uInt>(bytes.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  const int done = deflate(&z, Z_FINISH);
  out.resize(z.total_out);
  deflateEnd(&z);
  DW_CHECK(done == Z_STREAM_END);
  return out;
}

std::string base64(std::string_view bytes) {
  static constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  const auto byte = [&](std::size_t i) { return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U; };
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const unsigned three = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    for (int shift : {18, 12, 6, 0}) out += kDigits[three >> shift & 63];
  }
  for (std::size_t pad = 0; pad < (3 - bytes.size() % 3) % 3; ++pad) out[out.size() - 1 - pad] = '=';
  return out;
}

std::string html(std::string_view page, const PageData& data) {
  const auto at = page.find(kDataMark);
  if (at == std::string_view::npos || page.find(kDataMark, at + 1) != std::string_view::npos)
    throw record::RecordError("the built page does not hold the mark for its data exactly once: build web/ again");
  std::string out(page.substr(0, at));
  out += tag("run.json", data.run_json);
  for (const auto& [name, bytes] : data.chunks) out += tag(name, bytes);
  out += page.substr(at + kDataMark.size());
  return out;
}

} // namespace dewline::report
