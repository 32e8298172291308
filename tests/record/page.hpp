// A page of docs/ that holds a text made from the code.
#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

/// The page holds `text`. With DEWLINE_UPDATE=1 its part from the first line of `text` to `end` (or to the page's end) is
/// replaced first.
inline void expect_page_holds(const std::string& file, const std::string& text, const std::string& end) {
  const auto slurp = [&] {
    std::ifstream in(file);
    std::stringstream all;
    all << in.rdbuf();
    return all.str();
  };
  std::string page = slurp();
  if (std::getenv("DEWLINE_UPDATE") != nullptr) {
    const auto from = page.find(text.substr(0, text.find('\n') + 1));
    ASSERT_NE(from, std::string::npos) << file;
    const auto to = end.empty() ? page.size() : page.find(end, from);
    ASSERT_NE(to, std::string::npos) << file;
    std::ofstream(file) << page.replace(from, to - from, text);
    page = slurp();
  }
  EXPECT_NE(page.find(text), std::string::npos) << file << " must hold (DEWLINE_UPDATE=1 puts it there):\n" << text;
}
