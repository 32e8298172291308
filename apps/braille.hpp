// A curve as text: Braille dots, two by four to a character.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace dewline::apps {

/// A letter in the picture.
struct Pin {
  double x = 0, y = 0;
  char letter = 'o';
};

/// Axes begin at 0 or below; labels say what counts on them.
struct TextPlot {
  double x_low = 0, x_high = 1, y_high = 1; ///< y begins at 0
  std::string x_label, y_label;
  std::size_t columns = 68, rows = 14;
};

/// The curve through the points, in order, pins over it, both axes with round figures; lines end with a
/// newline.
std::string text_plot(const TextPlot& plot, const std::vector<std::pair<double, double>>& curve,
                      const std::vector<Pin>& pins);

} // namespace dewline::apps
