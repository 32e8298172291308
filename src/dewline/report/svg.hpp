// A drawing as text: SVG elements with coordinates in pixels, and the few styles that all figures share.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dewline::report {

/// Text for XML: `& < > "` as entities; what XML 1.0 forbids (control characters, broken UTF-8) as a space.
std::string xml(std::string_view text);
/// A coordinate: at most two decimals, never `-0`. Throws nothing; what is not finite gives 0.
std::string px(double value);
/// About how wide words are in the figures' type [px]: generous, so that labels keep apart.
double text_width(std::string_view words, double size_px = 12);
/// Words cut at a space, with ` ...`, if they are wider than that.
std::string shortened(const std::string& words, double width_px, double size_px = 12);
/// Words as lines of at most that width.
std::vector<std::string> wrapped(std::string_view words, double width_px, double size_px = 12);

struct Point {
  double x = 0, y = 0;
};

enum class Shape : std::uint8_t { circle, square, triangle, diamond, cross, down, plus };

/// How a series looks: colour (Okabe and Ito), dash and shape go together, so that no colour is needed to tell them.
struct Look {
  std::string colour; ///< CSS class: c0 ... c6
  std::string dash;   ///< CSS class: d0 ... d3
  Shape shape = Shape::circle;
};
/// The look of the i-th series; they repeat after 7 colours, with other dashes.
Look look(std::size_t i);

/// Elements one after the other. `kind` is a list of CSS classes of style().
class Svg {
 public:
  void text(double x, double y, std::string_view words, std::string_view kind = {});
  void line(Point a, Point b, std::string_view kind);
  void box(double x, double y, double width, double height, std::string_view kind);
  void path(std::span<const Point> points, std::string_view kind);
  void ring(std::span<const Point> points, std::string_view kind);
  /// Several rings as one shape: holes stay open (even-odd).
  void rings(const std::vector<std::vector<Point>>& rings, std::string_view kind);
  void mark(Shape shape, Point at, std::string_view kind, double size = 1);
  /// Everything until close() is one group; `says` is what a pointer shows.
  void open(std::string_view says = {});
  /// The same, cut off at a box; the same name means the same box.
  void open_clipped(std::string_view name, double x, double y, double width, double height);
  void close();
  [[nodiscard]] const std::string& elements() const { return out_; }

 private:
  std::string out_;
};

/// The style sheet of every figure: type, greys, Okabe and Ito's colours, dashes. Reads on paper and in grey.
std::string_view figure_style();

} // namespace dewline::report
