// summary.json read back: what was written comes back; anything else is a RecordError, never another exception.
#include "dewline/record/summary.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

#include "report/make_subject.hpp"

namespace dewline::report {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

class SummaryFile : public testing::Test {
 protected:
  void SetUp() override { ASSERT_NE(mkdtemp(folder_.data()), nullptr); }
  void TearDown() override { fs::remove_all(folder_); }

  record::Summary read(const std::string& text) const {
    const fs::path file = fs::path(folder_) / "summary.json";
    std::ofstream(file, std::ios::binary) << text;
    return record::read_summary(file);
  }
  /// True if it is refused; any exception but RecordError fails the test.
  bool refuses(const std::string& text) const {
    try {
      const record::Summary s = read(text);
      EXPECT_GE(s.until_s, 0);
      EXPECT_FALSE(record::summary_json(s).empty());
      return false;
    } catch (const record::RecordError& e) {
      EXPECT_NE(std::string(e.what()).find("summary.json"), std::string::npos);
      return true;
    }
  }
  static const std::string& written() {
    static const std::string text = record::summary_json(shipped("norwegian-rocket-1995", 3).summary);
    return text;
  }

 private:
  std::string folder_ = (fs::temp_directory_path() / "summaryXXXXXX").string();
};

TEST_F(SummaryFile, ComesBackAsItWasWritten) { EXPECT_EQ(record::summary_json(read(written())), written()); }

TEST_F(SummaryFile, EveryValueOfAnotherTypeIsRefusedOrRead) {
  const Json whole = Json::parse(written()), flat = whole.flatten();
  int refused = 0;
  for (const auto& [at, value] : flat.items())
    for (const Json& other : {Json(nullptr), Json("x"), Json(-1), Json(1.5), Json(1e300), Json::array(), Json::object(), Json(true)}) {
      Json broken = whole;
      broken[Json::json_pointer(at)] = other;
      refused += refuses(broken.dump());
    }
  EXPECT_GT(refused, static_cast<int>(flat.size()));
}

TEST_F(SummaryFile, NumbersThatAreNoCountsAndHashesThatAreNoneAreRefused) {
  const auto with = [](const char* key, const Json& value) {
    Json json = Json::parse(written());
    json[key] = value;
    return json.dump();
  };
  for (const Json& seed : {Json(-1), Json(1.5), Json("1"), Json(nullptr)}) EXPECT_TRUE(refuses(with("seed", seed))) << seed;
  for (const char* hash : {"", "12", "0x12345678901234", "123456789012345g", "-123456789012345", " 23456789abcdef0", "123456789012345678"})
    EXPECT_TRUE(refuses(with("tables_hash", hash))) << hash;
  EXPECT_TRUE(refuses(with("dewline", 2)));
  EXPECT_TRUE(refuses(with("until_s", -5)));
  EXPECT_EQ(read(with("seed", 18446744073709551615ull)).seed, 18446744073709551615ull);
}

TEST_F(SummaryFile, TruncatedMutatedAndDeeplyNestedTextIsRefusedOrRead) {
  for (std::size_t n = 0; n + 2 < written().size(); n += 97) EXPECT_TRUE(refuses(written().substr(0, n))) << n;
  std::mt19937 random(7);
  for (int i = 0; i < 2000; ++i) {
    std::string broken = written();
    for (int k = 0; k < 3; ++k) broken[random() % broken.size()] = static_cast<char>(random());
    refuses(broken);
  }
  EXPECT_TRUE(refuses(std::string(200'000, '[')));
  EXPECT_TRUE(refuses("{\"ledger\":" + std::string(100'000, '[') + std::string(100'000, ']') + "}"));
}

TEST_F(SummaryFile, AFolderIsNoSummary) { EXPECT_THROW((void)record::read_summary(fs::temp_directory_path()), record::RecordError); }

} // namespace
} // namespace dewline::report
