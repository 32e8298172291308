#include "dewline/io/sources.hpp"

#include <algorithm>

#include "dewline/io/document.hpp"

namespace dewline::io {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == ':' || c == '.';
}

/// Walks over the text, counting lines.
class Cursor {
 public:
  Cursor(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {}
  [[nodiscard]] bool done() const { return i_ >= text_.size(); }
  [[nodiscard]] char peek() const { return done() ? '\0' : text_[i_]; }
  [[nodiscard]] Where where() const { return {file_, line_, column_}; }
  char take() {
    const char c = peek();
    ++i_;
    ++column_;
    if (c == '\n') ++line_, column_ = 1;
    return c;
  }
  void skip_space() {
    while (!done() && is_space(peek())) take();
  }
  std::string word() {
    skip_space();
    std::string w;
    while (!done() && is_word(peek())) w += take();
    return w;
  }
  bool eat(char c) {
    skip_space();
    if (peek() != c || done()) return false;
    take();
    return true;
  }

 private:
  std::string_view text_;
  std::string file_;
  std::size_t i_ = 0;
  int line_ = 1, column_ = 1;
};

std::string lower(std::string s) {
  for (char& c : s) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return s;
}

/// One space for every run of blanks, no braces.
std::string tidy(const std::string& raw) {
  std::string out;
  for (const char c : raw) {
    if (c == '{' || c == '}') continue;
    if (!is_space(c)) out += c;
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

/// `{...}`, `"..."` or a bare word; false if it is unbalanced or missing.
bool read_value(Cursor& in, std::string& value) {
  in.skip_space();
  const char open = in.peek();
  if (open != '{' && open != '"') {
    value = in.word();
    return !value.empty();
  }
  in.take();
  int depth = 0;
  while (!in.done()) {
    const char c = in.take();
    if (depth == 0 && ((open == '{' && c == '}') || (open == '"' && c == '"'))) {
      value = tidy(value);
      return true;
    }
    depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    value += c;
  }
  return false;
}

/// The fields of one entry, after its key, up to its closing brace; false if the rest cannot be read.
bool read_fields(Cursor& in, const std::string& key, Source& source, Diagnostics& diagnostics) {
  while (in.eat(',')) {
    in.skip_space();
    if (in.peek() == '}') break;
    const Where at = in.where();
    const std::string name = lower(in.word());
    std::string value;
    if (name.empty() || !in.eat('=') || !read_value(in, value)) {
      diagnostics.add(at, key, {}, "is not `name = {text}`", "check the braces and the commas");
      return false;
    }
    if (name == "title") source.title = value;
    else if (name == "author") source.author = value;
    else if (name == "year") source.year = value;
    else if (name == "url") source.url = value;
    else if (name == "note") source.note = value;
  }
  const Where at = in.where();
  if (in.eat('}')) return true;
  diagnostics.add(at, key, {}, "the entry does not end here with `}` or go on with `,`",
                  "check the braces and the commas");
  return false;
}

void skip_to_entry(Cursor& in) {
  while (!in.done() && in.peek() != '@') in.take();
}

void read_entry(Cursor& in, Sources& sources, Diagnostics& diagnostics) {
  Source source;
  source.at = in.where();
  in.take(); // the @
  source.kind = lower(in.word());
  if (source.kind == "comment") return;
  if (source.kind == "string" || source.kind == "preamble")
    return diagnostics.add(source.at, {}, "@" + source.kind, "is not understood here",
                           "write the text out in each entry");
  const bool open = in.eat('{');
  const std::string key = in.word();
  if (source.kind.empty() || !open || key.empty())
    return diagnostics.add(source.at, {}, {}, "is not an entry", "write `@misc{key, title = {...}, ...}`");
  if (!read_fields(in, key, source, diagnostics)) return;
  if (source.title.empty()) diagnostics.add(source.at, key, {}, "has no title");
  const Where at = source.at;
  if (const auto [first, fresh] = sources.emplace(key, std::move(source)); !fresh)
    diagnostics.add(at, key, {},
                    "appears twice; the first is in line " + std::to_string(first->second.at.line));
}

} // namespace

Sources parse_sources(std::string_view text, const std::string& file, Diagnostics& diagnostics) {
  Sources sources;
  Cursor in(text, file);
  for (skip_to_entry(in); !in.done(); skip_to_entry(in)) read_entry(in, sources, diagnostics);
  return sources;
}

Sources read_sources(const std::filesystem::path& path, Diagnostics& diagnostics) {
  std::string bytes;
  if (!read_bytes(path, bytes)) {
    diagnostics.add({path.string(), 1, 1}, {}, {}, "the bibliography cannot be read");
    return {};
  }
  return parse_sources(bytes, path.string(), diagnostics);
}

std::string print_source(const Source& source) {
  std::string text = source.author.empty() ? "" : source.author + ", ";
  text += source.title;
  if (!source.year.empty()) text += " (" + source.year + ")";
  if (!source.url.empty()) text += ", " + source.url;
  return text;
}

} // namespace dewline::io
