// A strict little XML reader for tests: what is not well-formed throws with its place.
#pragma once
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace dewline::report {

struct XmlElement {
  std::string name, text; ///< text: of it and of what it holds, entities read
  std::map<std::string, std::string> attributes;
};

class Xml {
 public:
  /// All elements in the order in which they end. Throws std::runtime_error.
  static std::vector<XmlElement> read(std::string_view text) {
    Xml x(text);
    x.prolog();
    x.element();
    x.need(x.rest_.find_first_not_of(" \n") == std::string_view::npos, "text after the root");
    return std::move(x.done_);
  }

 private:
  explicit Xml(std::string_view text) : rest_(text), size_(text.size()) {}

  void need(bool good, const std::string& what) const {
    if (!good) throw std::runtime_error(what + " at " + std::to_string(size_ - rest_.size()));
  }
  std::string until(std::string_view stop) {
    const auto at = rest_.find_first_of(stop);
    need(at != std::string_view::npos, "no end");
    std::string out(rest_.substr(0, at));
    rest_.remove_prefix(at);
    return out;
  }
  bool takes(std::string_view word) {
    const bool good = rest_.starts_with(word);
    if (good) rest_.remove_prefix(word.size());
    return good;
  }
  void spaces() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \n"), rest_.size())); }

  void prolog() {
    need(takes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"), "no declaration");
  }

  std::string plain(const std::string& raw) const {
    static const std::map<std::string, std::string> kEntities{{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}};
    std::string out;
    for (std::size_t i = 0; i < raw.size(); ++i) {
      need(static_cast<unsigned char>(raw[i]) >= 0x20 || raw[i] == '\n', "a control character");
      if (raw[i] != '&') {
        out += raw[i];
        continue;
      }
      const auto end = raw.find(';', i);
      need(end != std::string::npos && kEntities.contains(raw.substr(i + 1, end - i - 1)), "a bare &");
      out += kEntities.at(raw.substr(i + 1, end - i - 1));
      i = end;
    }
    return out;
  }

  void attribute(XmlElement& e) {
    const std::string key = until("= >/");
    need(!key.empty() && takes("=\""), "an attribute without quotes");
    const std::string raw = until("\"<");
    need(takes("\""), "a < in an attribute");
    need(e.attributes.emplace(key, plain(raw)).second, "an attribute twice: " + key);
  }

  std::string element() {
    need(takes("<"), "no element");
    XmlElement e{until(" >/\n"), {}, {}};
    need(!e.name.empty(), "no name");
    for (spaces(); !rest_.starts_with('>') && !rest_.starts_with("/>"); spaces()) attribute(e);
    if (!takes("/>")) {
      takes(">");
      for (e.text = plain(until("<")); !rest_.starts_with("</"); e.text += plain(until("<"))) e.text += element();
      need(takes("</" + e.name + ">"), "not the end of " + e.name);
    }
    done_.push_back(e);
    return e.text;
  }

  std::string_view rest_;
  std::size_t size_;
  std::vector<XmlElement> done_;
};

} // namespace dewline::report
