#include "dewline/io/gunzip.hpp"

#include <zlib.h>

#include <algorithm>

namespace dewline::io {
namespace {

constexpr int kGzipWindow = 15 + 16; ///< the largest window, and zlib shall expect gzip's header
constexpr std::size_t kChunk = std::size_t{1} << 20;

/// One inflating stream; zlib's memory goes with it.
class Inflater {
 public:
  explicit Inflater(std::string_view bytes) {
    z_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data())); // zlib does not write there
    left_ = bytes.size();
    good_ = inflateInit2(&z_, kGzipWindow) == Z_OK;
  }
  ~Inflater() { inflateEnd(&z_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  /// Appends the next piece; false at the end or at a fault (then good() is false).
  bool next(std::string& out) {
    if (!good_) return false;
    if (z_.avail_in == 0) {
      const std::size_t more = std::min(left_, kChunk);
      z_.avail_in = static_cast<uInt>(more);
      left_ -= more;
    }
    const std::size_t had = out.size();
    out.resize(had + kChunk);
    z_.next_out = reinterpret_cast<Bytef*>(out.data() + had);
    z_.avail_out = static_cast<uInt>(kChunk);
    const int code = inflate(&z_, Z_NO_FLUSH);
    out.resize(out.size() - z_.avail_out);
    if (code == Z_STREAM_END) return z_.avail_in + left_ > 0 && inflateReset(&z_) == Z_OK;
    good_ = code == Z_OK && (z_.avail_in + left_ > 0 || out.size() > had);
    return good_;
  }
  [[nodiscard]] bool good() const { return good_; }

 private:
  z_stream z_{};
  std::size_t left_ = 0; ///< bytes that zlib has not been shown
  bool good_ = false;
};

} // namespace

bool is_gzip(std::string_view bytes) { return bytes.starts_with("\x1f\x8b"); }

std::optional<std::string> gunzip(std::string_view bytes, std::size_t most) {
  if (!is_gzip(bytes)) return {};
  Inflater inflater(bytes);
  std::string out;
  while (inflater.next(out))
    if (out.size() > most) return {};
  if (!inflater.good() || out.size() > most) return {};
  return out;
}

} // namespace dewline::io
