#include "dewline/io/document.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <set>
#include <sstream>

namespace dewline::io {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t'; }

Node node_at(Node::Kind kind, Where at) {
  Node node;
  node.kind = kind;
  node.at = std::move(at);
  return node;
}

/// Ends the parse early: the limits of a file are reached.
struct Stop {};

/// Builds the tree from yaml-cpp's events, with an own stack and own limits.
class Builder final : public YAML::EventHandler {
 public:
  Builder(std::string file, Diagnostics& diagnostics) : file_(std::move(file)), diagnostics_(diagnostics) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    put(node_at(Node::Kind::null, where(mark)));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    refuse(mark, "aliases (`*name`) are not part of this format",
           "write the value again, or a type that others extend");
    put(node_at(Node::Kind::null, where(mark)));
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    check_extras(mark, tag, anchor);
    Node node = node_at(Node::Kind::scalar, where(mark));
    node.text = value;
    node.plain = tag == "?";
    put(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    check_extras(mark, tag, anchor);
    open(node_at(Node::Kind::list, where(mark)));
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    check_extras(mark, tag, anchor);
    open(node_at(Node::Kind::map, where(mark)));
  }
  void OnMapEnd() override { close(); }

  [[nodiscard]] Node& root() { return root_; }
  [[nodiscard]] bool has_root() const { return has_root_; }
  [[nodiscard]] bool refused() const { return refused_; }
  [[nodiscard]] Where where(const YAML::Mark& mark) const {
    return {file_, std::max(0, mark.line) + 1, std::max(0, mark.column) + 1};
  }

 private:
  void refuse(const YAML::Mark& mark, std::string what, std::string hint) {
    refused_ = true;
    diagnostics_.add(where(mark), {}, {}, std::move(what), std::move(hint));
  }
  void check_extras(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (anchor != 0)
      refuse(mark, "anchors (`&name`) are not part of this format",
             "write the value again, or a type that others extend");
    if (!tag.empty() && tag != "?" && tag != "!")
      refuse(mark, "tags (`" + tag + "`) are not part of this format", "leave the tag out");
  }
  void open(Node node) {
    if (stack_.size() >= static_cast<std::size_t>(kMaxDepth)) {
      diagnostics_.add(node.at, {}, {}, "nested deeper than " + std::to_string(kMaxDepth) + " levels");
      throw Stop{};
    }
    count(node.at);
    stack_.push_back(std::move(node));
    keys_.emplace_back();
  }
  void close() {
    Node node = std::move(stack_.back());
    stack_.pop_back();
    keys_.pop_back();
    place(std::move(node));
  }
  void put(Node node) {
    count(node.at);
    place(std::move(node));
  }
  void count(const Where& at) {
    if (++num_nodes_ <= kMaxNodes) return;
    diagnostics_.add(at, {}, {}, "the file has more than " + std::to_string(kMaxNodes) + " values");
    throw Stop{};
  }
  void place(Node node) {
    if (stack_.empty()) {
      root_ = std::move(node);
      has_root_ = true;
      return;
    }
    Node& parent = stack_.back();
    if (parent.kind == Node::Kind::list) {
      parent.items.push_back(std::move(node));
      return;
    }
    std::vector<Node>& key = keys_.back();
    if (key.empty()) {
      key.push_back(std::move(node));
      return;
    }
    parent.entries.push_back({std::move(key.front()), std::move(node)});
    key.clear();
  }

  std::string file_;
  Diagnostics& diagnostics_;
  std::vector<Node> stack_;
  std::vector<std::vector<Node>> keys_; ///< by open map: the key that waits for its value
  Node root_;
  bool has_root_ = false, refused_ = false;
  std::size_t num_nodes_ = 0;
};

/// Byte length of the UTF-8 character at i, or 0 if there is none (overlong forms and surrogates too).
std::size_t utf8_length(std::string_view s, std::size_t i) {
  const auto byte = [&](std::size_t k) -> unsigned {
    return k < s.size() ? static_cast<unsigned char>(s[k]) : 0u;
  };
  const auto tail = [&](std::size_t k) { return (byte(k) & 0xC0u) == 0x80u; };
  const unsigned b = byte(i);
  if (b < 0x80) return 1;
  if (b >= 0xC2 && b <= 0xDF) return tail(i + 1) ? 2 : 0;
  if (b >= 0xE0 && b <= 0xEF) {
    if ((b == 0xE0 && byte(i + 1) < 0xA0) || (b == 0xED && byte(i + 1) > 0x9F)) return 0;
    return tail(i + 1) && tail(i + 2) ? 3 : 0;
  }
  if (b >= 0xF0 && b <= 0xF4) {
    if ((b == 0xF0 && byte(i + 1) < 0x90) || (b == 0xF4 && byte(i + 1) > 0x8F)) return 0;
    return tail(i + 1) && tail(i + 2) && tail(i + 3) ? 4 : 0;
  }
  return 0;
}

/// Bytes that no scenario holds: not UTF-8, control characters. One diagnostic, the first.
bool check_bytes(std::string_view text, const std::string& file, Diagnostics& diagnostics) {
  int line = 1, column = 1;
  for (std::size_t i = 0; i < text.size();) {
    const auto b = static_cast<unsigned char>(text[i]);
    const std::size_t length = utf8_length(text, i);
    char hex[8];
    std::snprintf(hex, sizeof hex, "0x%02X", b);
    if (length == 0) {
      diagnostics.add({file, line, column}, {}, {}, std::string("byte ") + hex + " is not UTF-8",
                      "save the file as UTF-8");
      return false;
    }
    if ((b < 0x20 && b != '\t' && b != '\n' && b != '\r') || b == 0x7F) {
      diagnostics.add({file, line, column}, {}, {}, std::string("control character ") + hex, "remove it");
      return false;
    }
    ++column;
    if (b == '\n') {
      ++line;
      column = 1;
    }
    i += length;
  }
  return true;
}

bool check_tabs(std::string_view text, const std::string& file, Diagnostics& diagnostics) {
  bool good = true;
  int line = 1;
  for (std::size_t i = 0; i < text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', i), text.size());
    const std::string_view row = text.substr(i, end - i);
    const std::size_t first = row.find_first_not_of(" \t\r");
    const std::size_t tab = row.find('\t');
    if (first != std::string_view::npos && row[first] != '#' && tab < first) {
      diagnostics.add({file, line, static_cast<int>(tab) + 1}, {}, {}, "a tab indents this line",
                      "indent with spaces");
      good = false;
    }
    i = end + 1;
  }
  return good;
}

std::string path_join(const std::string& path, const std::string& key) {
  return path.empty() ? key : path + "." + key;
}

void check_key(const Node& key, const std::string& path, Diagnostics& diagnostics) {
  if (key.kind != Node::Kind::scalar) {
    diagnostics.add(key.at, path, {}, "a key must be a word", "`~`, lists and maps cannot be keys");
    return;
  }
  if (!key.plain) return;
  const std::string full = path_join(path, key.text);
  if (key.text == "<<")
    diagnostics.add(key.at, full, {}, "merge keys (`<<`) are not part of this format",
                    "write a type with `extends`");
  else if (const std::string read = yaml11_reading(key.text); !read.empty())
    diagnostics.add(key.at, full, {}, "YAML 1.1 reads this key as " + read,
                    "quote it: `\"" + key.text + "\"`");
}

/// Duplicate keys and keys that are no words, all through the tree.
void check_keys(const Node& node, const std::string& path, Diagnostics& diagnostics) {
  std::set<std::string_view> seen;
  for (const Node::Entry& e : node.entries) {
    check_key(e.key, path, diagnostics);
    if (e.key.kind != Node::Kind::scalar) continue;
    const std::string full = path_join(path, e.key.text);
    if (!seen.insert(e.key.text).second) {
      const Node* first = node.find(e.key.text);
      diagnostics.add(e.key.at, full, {},
                      "appears twice in this block; the first is in line " +
                          std::to_string(first != nullptr ? first->at.line : 0),
                      "keep one of them");
    }
    check_keys(e.value, full, diagnostics);
  }
  for (std::size_t i = 0; i < node.items.size(); ++i)
    check_keys(node.items[i], path + "[" + std::to_string(i) + "]", diagnostics);
}

} // namespace

const Node* Node::find(std::string_view key) const {
  for (const Entry& e : entries)
    if (e.key.kind == Kind::scalar && e.key.text == key) return &e.value;
  return nullptr;
}
Node* Node::find(std::string_view key) { return const_cast<Node*>(std::as_const(*this).find(key)); }
Node& Node::set(std::string_view key, Node value) {
  if (Node* found = find(key)) return *found = std::move(value);
  Node name = scalar_node(std::string(key), value.at);
  entries.push_back({std::move(name), std::move(value)});
  return entries.back().value;
}
void Node::erase(std::string_view key) {
  std::erase_if(entries, [&](const Entry& e) { return e.key.kind == Kind::scalar && e.key.text == key; });
}

Node scalar_node(std::string text, Where at) {
  Node node = node_at(Node::Kind::scalar, std::move(at));
  node.text = std::move(text);
  return node;
}

Node parse_document(std::string_view text, const std::string& file, Diagnostics& diagnostics) {
  if (text.size() > kMaxFileBytes) {
    diagnostics.add({file, 1, 1}, {}, {},
                    "the file is larger than " + std::to_string(kMaxFileBytes) + " bytes");
    return node_at(Node::Kind::null, {file, 1, 1});
  }
  if (!check_bytes(text, file, diagnostics) || !check_tabs(text, file, diagnostics))
    return node_at(Node::Kind::null, {file, 1, 1});
  std::istringstream stream{std::string(text)};
  Builder builder(file, diagnostics);
  try {
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
    Node root = std::move(builder.root());
    const bool found = builder.has_root() && root.kind != Node::Kind::null;
    Builder second(file, diagnostics);
    const bool more = found && parser.HandleNextDocument(second);
    if (more)
      diagnostics.add(second.root().at, {}, {}, "a second document (`---`) begins here",
                      "one file, one scenario: remove it");
    if (!found) diagnostics.add({file, 1, 1}, {}, {}, "the file is empty", "begin with `dewline: 1`");
    root.at.file = file;
    check_keys(root, {}, diagnostics);
    return builder.refused() || more ? node_at(Node::Kind::null, {file, 1, 1}) : root;
  } catch (const Stop&) {
  } catch (const YAML::Exception& e) {
    diagnostics.add(builder.where(e.mark), {}, {}, "not valid YAML: " + e.msg,
                    "check quotes and indentation up to this place; a text with `: ` or `#` needs quotes");
  }
  return node_at(Node::Kind::null, {file, 1, 1});
}

bool read_bytes(const std::filesystem::path& path, std::string& bytes) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return false;
  std::ifstream in(path, std::ios::binary);
  std::ostringstream all;
  if (!in || !(all << in.rdbuf())) {
    bytes.clear();
    return in.good() && std::filesystem::file_size(path, error) == 0;
  }
  bytes = all.str();
  return true;
}

Node read_document(const std::filesystem::path& path, const std::string& shown, const Where& from,
                   const std::string& key, Diagnostics& diagnostics) {
  std::string bytes;
  if (read_bytes(path, bytes)) return parse_document(bytes, shown, diagnostics);
  diagnostics.add(from, key, shown, "cannot be read",
                  std::filesystem::exists(path) ? "is it a file?" : "no such file");
  return node_at(Node::Kind::null, {shown, 1, 1});
}

std::string yaml11_reading(std::string_view s) {
  if (s.empty() || s.size() > 40) return {};
  std::string low(s);
  for (char& c : low) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  constexpr std::array kBool{"y", "n", "yes", "no", "on", "off", "true", "false"};
  if (std::find(kBool.begin(), kBool.end(), low) != kBool.end()) return "a truth value";
  if (low == "~" || low == "null") return "nothing at all";
  const std::string_view body =
      low[0] == '-' || low[0] == '+' ? std::string_view(low).substr(1) : std::string_view(low);
  const bool digits =
      !body.empty() && body.find_first_not_of("0123456789_") == std::string_view::npos && is_digit(body[0]);
  if (digits && body.size() > 1 && body[0] == '0') return "a number in base 8";
  if (digits) return "a number";
  if (body.size() > 2 && body[0] == '0' && (body[1] == 'x' || body[1] == 'b' || body[1] == 'o') &&
      body.find_first_not_of("0123456789abcdef_", 2) == std::string_view::npos)
    return "a number";
  if (!body.empty() && is_digit(body[0]) && body.find(':') != std::string_view::npos &&
      body.find_first_not_of("0123456789_:.") == std::string_view::npos)
    return "a number in base 60";
  const std::size_t e = body.find('e');
  const std::string_view mantissa = body.substr(0, e);
  const std::string_view exponent = e == std::string_view::npos ? "0" : body.substr(e + 1);
  const std::string_view power =
      !exponent.empty() && (exponent[0] == '-' || exponent[0] == '+') ? exponent.substr(1) : exponent;
  if (!mantissa.empty() && mantissa.find_first_not_of("0123456789.") == std::string_view::npos &&
      std::count(mantissa.begin(), mantissa.end(), '.') < 2 && mantissa != "." && !power.empty() &&
      power.find_first_not_of("0123456789") == std::string_view::npos)
    return "a number";
  if (body == ".inf" || body == ".nan") return "a number";
  if (low.size() == 10 && low[4] == '-' && low[7] == '-' &&
      low.find_first_not_of("0123456789-") == std::string::npos)
    return "a date";
  return {};
}

std::string quoted_if_needed(std::string_view s) {
  const auto harmless = [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' ' || c == '_' ||
           c == '.' || c == '/' || c == '-' || c == '+' || c == '(' || c == ')' || c == '^';
  };
  const bool plain = !s.empty() && std::all_of(s.begin(), s.end(), harmless) && !is_blank(s.front()) &&
                     !is_blank(s.back()) && s.front() != '-' && s.front() != '.' && yaml11_reading(s).empty();
  if (plain) return std::string(s);
  std::string out = "\"";
  for (const char c : s) {
    char code[8];
    if (c == '"' || c == '\\') (out += '\\') += c;
    else if (c == '\n') out += "\\n";
    else if (static_cast<unsigned char>(c) < 0x20)
      std::snprintf(code, sizeof code, "\\x%02X", c), out += code;
    else out += c;
  }
  return out + "\"";
}

std::string flow_text(const Node& node) {
  std::string out;
  switch (node.kind) {
    case Node::Kind::null: return {};
    case Node::Kind::scalar: return node.text;
    case Node::Kind::list:
      for (const Node& each : node.items) out += (out.empty() ? "" : ", ") + flow_text(each);
      return "[" + out + "]";
    case Node::Kind::map:
      for (const Node::Entry& e : node.entries)
        out += (out.empty() ? "" : ", ") + e.key.text + ": " + flow_text(e.value);
      return "{" + out + "}";
  }
  return out;
}

} // namespace dewline::io
