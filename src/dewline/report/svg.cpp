#include "dewline/report/svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace dewline::report {
namespace {

/// Outlines about the origin, some 9 px across.
std::string_view outline(Shape shape) {
  switch (shape) {
  case Shape::circle: return "M-4.2 0a4.2 4.2 0 1 0 8.4 0a4.2 4.2 0 1 0-8.4 0z";
  case Shape::square: return "M-3.9-3.9h7.8v7.8h-7.8z";
  case Shape::triangle: return "M0-5.2L5.2 4.1H-5.2z";
  case Shape::diamond: return "M0-5.4L4.8 0L0 5.4L-4.8 0z";
  case Shape::cross: return "M-4-4L4 4M-4 4L4-4";
  case Shape::down: return "M0 5.2L5.2-4.1H-5.2z";
  case Shape::plus: return "M-4.6 0H4.6M0-4.6V4.6";
  }
  return {};
}

std::string points_text(std::span<const Point> points) {
  std::string out;
  for (const Point& p : points) out += (out.empty() ? "M" : "L") + px(p.x) + " " + px(p.y);
  return out;
}

/// How many bytes a well-formed UTF-8 sequence at the front has; 0: it is broken.
std::size_t utf8_length(std::string_view s) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
  const std::size_t n = byte(0) < 0x80   ? 1
                        : byte(0) < 0xC2 ? 0
                        : byte(0) < 0xE0 ? 2
                        : byte(0) < 0xF0 ? 3
                        : byte(0) < 0xF5 ? 4
                                         : 0;
  if (n == 0 || n > s.size()) return 0;
  for (std::size_t i = 1; i < n; ++i)
    if ((byte(i) & 0xC0) != 0x80) return 0;
  const bool surrogate = n == 3 && byte(0) == 0xED && byte(1) >= 0xA0;
  const bool too_long =
      (n == 3 && byte(0) == 0xE0 && byte(1) < 0xA0) || (n == 4 && byte(0) == 0xF0 && byte(1) < 0x90);
  const bool too_big = n == 4 && byte(0) == 0xF4 && byte(1) >= 0x90;
  const bool not_a_character = n == 3 && byte(0) == 0xEF && byte(1) == 0xBF && byte(2) >= 0xBE;
  return surrogate || too_long || too_big || not_a_character ? 0 : n;
}

std::string_view entity(char c) {
  switch (c) {
  case '&': return "&amp;";
  case '<': return "&lt;";
  case '>': return "&gt;";
  case '"': return "&quot;";
  default: return {};
  }
}

} // namespace

std::string xml(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t n = utf8_length(text);
    const bool control = n == 1 && static_cast<unsigned char>(text[0]) < 0x20;
    if (n == 0 || control) out += ' ';
    else if (const auto e = entity(text[0]); !e.empty()) out += e;
    else out += text.substr(0, n);
    text.remove_prefix(std::max<std::size_t>(n, 1));
  }
  return out;
}

std::string px(double value) {
  if (!std::isfinite(value)) return "0";
  std::string out = fmt::format("{:.2f}", value);
  out.erase(out.find_last_not_of('0') + 1);
  if (out.back() == '.') out.pop_back();
  return out == "-0" ? "0" : out;
}

double text_width(std::string_view words, double size_px) {
  double em = 0;
  for (const char c : words) {
    if ((static_cast<unsigned char>(c) & 0xC0) == 0x80) continue; // the rest of a letter
    const auto is_one_of = [c](std::string_view letters) {
      return letters.find(c) != std::string_view::npos;
    };
    em += is_one_of("ijlt.,:;|!'()[] f") ? 0.34 : is_one_of("mwMW@%") ? 0.9 : 0.61;
  }
  return em * size_px;
}

std::string shortened(const std::string& words, double width_px, double size_px) {
  if (text_width(words, size_px) <= width_px) return words;
  const std::string first = wrapped(words, width_px - text_width(" ...", size_px), size_px).front();
  return first + " ...";
}

std::vector<std::string> wrapped(std::string_view words, double width_px, double size_px) {
  std::vector<std::string> lines(1);
  while (!words.empty()) {
    const auto end = std::min(words.find(' '), words.size());
    const std::string word(words.substr(0, end));
    const std::string longer = lines.back().empty() ? word : lines.back() + " " + word;
    if (lines.back().empty() || text_width(longer, size_px) <= width_px) lines.back() = longer;
    else lines.push_back(word);
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return lines;
}

Look look(std::size_t i) {
  static constexpr std::array kShapes{Shape::circle, Shape::square, Shape::triangle, Shape::diamond,
                                      Shape::cross,  Shape::down,   Shape::plus};
  return {"c" + std::to_string(i % 7), "d" + std::to_string((i + i / 7) % 4), kShapes[i % kShapes.size()]};
}

void Svg::text(double x, double y, std::string_view words, std::string_view kind) {
  if (!words.empty())
    out_ += fmt::format("<text x=\"{}\" y=\"{}\" class=\"{}\">{}</text>\n", px(x), px(y), kind, xml(words));
}

void Svg::line(Point a, Point b, std::string_view kind) {
  out_ += fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" class=\"{}\"/>\n", px(a.x), px(a.y),
                      px(b.x), px(b.y), kind);
}

void Svg::box(double x, double y, double width, double height, std::string_view kind) {
  out_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" class=\"{}\"/>\n", px(x), px(y),
                      px(std::max(0.0, width)), px(std::max(0.0, height)), kind);
}

void Svg::path(std::span<const Point> points, std::string_view kind) {
  if (points.size() > 1) out_ += fmt::format("<path d=\"{}\" class=\"{}\"/>\n", points_text(points), kind);
}

void Svg::ring(std::span<const Point> points, std::string_view kind) {
  if (points.size() > 2) out_ += fmt::format("<path d=\"{}Z\" class=\"{}\"/>\n", points_text(points), kind);
}

void Svg::rings(const std::vector<std::vector<Point>>& rings, std::string_view kind) {
  std::string all;
  for (const auto& r : rings)
    if (r.size() > 2) all += points_text(r) + "Z";
  if (!all.empty()) out_ += fmt::format("<path d=\"{}\" fill-rule=\"evenodd\" class=\"{}\"/>\n", all, kind);
}

void Svg::mark(Shape shape, Point at, std::string_view kind, double size) {
  const std::string scale = size == 1 ? "" : " scale(" + px(size) + ")";
  out_ += fmt::format("<path d=\"{}\" transform=\"translate({} {}){}\" class=\"{}\"/>\n", outline(shape),
                      px(at.x), px(at.y), scale, kind);
}

void Svg::open(std::string_view says) {
  out_ += "<g>\n";
  if (!says.empty()) out_ += "<title>" + xml(says) + "</title>\n";
}

void Svg::open_clipped(std::string_view name, double x, double y, double width, double height) {
  const std::string id = xml(name);
  if (out_.find("<clipPath id=\"" + id + "\"") == std::string::npos)
    out_ +=
        fmt::format("<clipPath id=\"{}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/></clipPath>\n",
                    id, px(x), px(y), px(width), px(height));
  out_ += "<g clip-path=\"url(#" + id + ")\">\n";
}

void Svg::close() { out_ += "</g>\n"; }

std::string_view figure_style() {
  return R"(text{font:12px Helvetica,Arial,'Liberation Sans','DejaVu Sans',sans-serif;fill:#1f2328}
text.head{font-size:17px;font-weight:600}text.s{font-size:11px}text.xs{font-size:10px}text.g{fill:#59636e}
text.i{font-style:italic}text.b{font-weight:600}text.e{text-anchor:end}text.m{text-anchor:middle}
text.halo{paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}.paper{fill:#fff}
.plot{fill:none;stroke:#8c959f}.grid{stroke:#e4e8ec}.axis{stroke:#8c959f}
.leader{stroke:#8c959f;stroke-width:.7}.sea{fill:#f4f8fb;stroke:#8c959f}
.land{fill:#e7e5dc;stroke:#b4b0a2;stroke-width:.6}.net{fill:none;stroke:#d3dbe2;stroke-width:.7}
.c0{color:#0072b2}.c1{color:#d55e00}.c2{color:#009e73}.c3{color:#cc79a7}.c4{color:#1f2328}
.c5{color:#e69f00}.c6{color:#56b4e9}.c7{color:#59636e}
.curve{fill:none;stroke:currentColor;stroke-width:1.8;stroke-linejoin:round}.thin{stroke-width:1.1}
.hair{stroke-width:.8}.fill{fill:currentColor;stroke:#fff;stroke-width:.7}
.open{fill:#fff;stroke:currentColor;stroke-width:1.5}.told{stroke:#1f2328;stroke-width:.9}
.dot{fill:currentColor;fill-opacity:.75}.stroke{fill:none;stroke:currentColor;stroke-width:1.6}
.band{fill:currentColor;fill-opacity:.2}.tint{fill:currentColor;fill-opacity:.1}
.bar{fill:currentColor;fill-opacity:.8}.d1{stroke-dasharray:6 3}
.d2{stroke-dasharray:2 2.5}.d3{stroke-dasharray:8 3 2 3})";
}

} // namespace dewline::report
