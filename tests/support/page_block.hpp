// Tables of a page that a test makes: the page says what the test measures, or the test fails.
#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace dewline::support {

/// The page holds `text` between `<!-- name -->` and `<!-- /name -->`. With DEWLINE_UPDATE set it is written there.
inline void expect_block(const std::filesystem::path& page, const std::string& name, const std::string& text) {
  std::stringstream all;
  all << std::ifstream(page).rdbuf();
  std::string was = all.str();
  const std::string open = "<!-- " + name + " -->\n", close = "<!-- /" + name + " -->";
  const auto begin = was.find(open), end = was.find(close);
  ASSERT_TRUE(begin != std::string::npos && end != std::string::npos) << page << " has no block " << name;
  const auto from = begin + open.size();
  if (std::getenv("DEWLINE_UPDATE") != nullptr) std::ofstream(page) << was.replace(from, end - from, text);
  else EXPECT_EQ(was.substr(from, end - from), text) << "DEWLINE_UPDATE=1 rewrites " << page;
}

} // namespace dewline::support
