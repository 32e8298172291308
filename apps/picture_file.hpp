// A drawing as a file: SVG as it is, PNG through librsvg's program where that is installed.
#pragma once
#include <filesystem>
#include <string>

namespace dewline::apps {

/// The picture through rsvg-convert; false if it is not installed. Throws std::runtime_error if it fails.
bool rasterised(const std::filesystem::path& svg, const std::filesystem::path& png);
/// Writes .svg or .png, whole or not at all; std::invalid_argument for another ending or without the program.
void write_figure(const std::string& file, const std::string& svg);

} // namespace dewline::apps
