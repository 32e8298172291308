// The page as one file: published base64 vectors, gzip that zlib itself reads back, the mark exactly once.
#include "dewline/report/html.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include "dewline/record/table.hpp"

namespace dewline::report {
namespace {

std::string gunzip(std::string bytes) {
  z_stream z{};
  EXPECT_EQ(inflateInit2(&z, 15 + 16), Z_OK);
  std::string out(1 << 20, '\0');
  z.next_in = reinterpret_cast<Bytef*>(bytes.data());
  z.avail_in = static_cast<uInt>(bytes.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&z, Z_FINISH), Z_STREAM_END);
  out.resize(z.total_out);
  inflateEnd(&z);
  return out;
}

TEST(Html, Base64OfRfc4648Section10) {
  const std::pair<const char*, const char*> vectors[] = {{"", ""},         {"f", "Zg=="},         {"fo", "Zm8="},
                                                         {"foo", "Zm9v"},  {"foob", "Zm9vYg=="},  {"fooba", "Zm9vYmE="},
                                                         {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, coded] : vectors) EXPECT_EQ(base64(plain), coded);
}

TEST(Html, GzipComesBackAndCarriesNoTime) {
  std::string text(300'000, 'a');
  for (std::size_t i = 0; i < text.size(); i += 7) text[i] = static_cast<char>(i * i);
  EXPECT_EQ(gunzip(gzip(text)), text);
  EXPECT_EQ(gunzip(gzip("")), "");
  EXPECT_EQ(gzip(text), gzip(text));
  EXPECT_EQ(gzip("x").substr(4, 4), std::string(4, '\0')); // MTIME of RFC 1952
}

TEST(Html, DataGoToTheMark) {
  const std::string page = "<p>before</p>" + std::string(kDataMark) + "<p>after</p>";
  const std::string out = html(page, {"{\"a\": 1}", {{"truth", "DWK1"}}});
  EXPECT_TRUE(out.starts_with("<p>before</p><script type=\"application/x-dewline\" data-name=\"run.json\">"));
  EXPECT_NE(out.find("data-name=\"truth\">" + base64(gzip("DWK1")) + "</script>"), std::string::npos);
  EXPECT_TRUE(out.ends_with("<p>after</p>"));
}

TEST(Html, APageWithoutTheMarkOrWithTwoIsRefused) {
  EXPECT_THROW(html("<p></p>", {}), record::RecordError);
  EXPECT_THROW(html(std::string(kDataMark) + std::string(kDataMark), {}), record::RecordError);
}

} // namespace
} // namespace dewline::report
