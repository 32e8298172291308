// dewline catalog approaches, dewline catalog reentry: what an element catalogue has to tell by itself.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iostream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "commands.hpp"
#include "dewline/base/units.hpp"
#include "dewline/catalog/approaches.hpp"
#include "dewline/catalog/reentry.hpp"
#include "dewline/io/catalogue.hpp"
#include "terminal.hpp"

namespace dewline::apps {
namespace {

constexpr std::size_t kMostListed = 3000; ///< of all on all: four million pairs

std::vector<catalog::Entry> entries_of(const std::string& file) {
  return io::newest_of(io::to_entries(io::read_element_sets(file)));
}

/// The place of a catalogue number's entry.
std::uint32_t place_of(const std::vector<catalog::Entry>& entries, std::string_view text,
                       const char* option) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size())
    throw std::invalid_argument(fmt::format("{}: `{}` is no catalogue number", option, text));
  const auto it = std::ranges::find(entries, number, &catalog::Entry::number);
  if (it == entries.end())
    throw std::invalid_argument(fmt::format("{}: no set of {} is in the file", option, number));
  return static_cast<std::uint32_t>(it - entries.begin());
}

std::vector<catalog::Pair> pairs_of(const CatalogApproachesOptions& o,
                                    const std::vector<catalog::Entry>& entries, double within_m) {
  if (!o.pairs.empty() && !o.object.empty())
    throw std::invalid_argument("--pair and --object: give one of them");
  if (!o.object.empty()) return catalog::pairs_of(entries, place_of(entries, o.object, "--object"), within_m);
  std::vector<catalog::Pair> out;
  for (const std::string& text : o.pairs) {
    const auto comma = text.find(',');
    if (comma == std::string::npos)
      throw std::invalid_argument("--pair: write two numbers, e.g. --pair 25544,48274");
    const std::string_view all = text;
    out.emplace_back(place_of(entries, all.substr(0, comma), "--pair"),
                     place_of(entries, all.substr(comma + 1), "--pair"));
    if (out.back().first == out.back().second) throw std::invalid_argument("--pair: an object with itself");
  }
  if (!out.empty()) return out;
  if (entries.size() > kMostListed)
    throw std::invalid_argument(
        fmt::format("{} sets: every pair of so many is not searched (at most {}); give --pair A,B or "
                    "--object NUMBER",
                    entries.size(), kMostListed));
  return catalog::all_pairs(entries, within_m);
}

double within_of(const std::string& text) {
  const Quantity within = parse_quantity(text, Dimension::length);
  if (const auto* wrong = std::get_if<QuantityError>(&within))
    throw std::invalid_argument(fmt::format("--within: value `{}`: {}{}", text, wrong->what,
                                            wrong->hint.empty() ? "" : " (hint: " + wrong->hint + ")"));
  if (!(std::get<double>(within) >= 0)) throw std::invalid_argument("--within: must be 0 or more");
  return std::get<double>(within);
}

earth::JulianDate from_of(const std::string& text, const std::vector<catalog::Entry>& entries) {
  if (!text.empty()) return earth::parse_utc(text);
  earth::JulianDate newest{0, 0};
  for (const auto& e : entries)
    if (e.mean.epoch_jd_utc + e.mean.epoch_fraction > newest.day + newest.fraction)
      newest = {e.mean.epoch_jd_utc, e.mean.epoch_fraction};
  return newest;
}

void refuse_old(const std::vector<catalog::Entry>& entries, const earth::JulianDate& from) {
  for (const auto& e : entries)
    if (std::abs(e.mean.epoch_jd_utc - from.day) > 3650)
      throw std::invalid_argument(
          fmt::format("--from: the epoch of {} is more than ten years away", e.number));
}

std::string title(std::uint32_t number, const std::string& name) {
  return name.empty() ? std::to_string(number) : fmt::format("{} {}", number, name);
}

void print(const std::vector<catalog::Approach>& found, double within_m, double hours,
           std::size_t num_pairs) {
  std::vector<std::vector<std::string>> rows{
      {"UTC", "miss", "speed", "radial", "in-track", "cross-track", "age", "first", "second"}};
  for (const auto& f : found)
    rows.push_back({earth::print_utc(f.at_utc, 3), fmt::format("{:.3f} km", f.miss_m / 1e3),
                    fmt::format("{:.3f} km/s", f.relative_speed_m_s / 1e3),
                    fmt::format("{:.3f} km", f.miss_RTN_m.x / 1e3),
                    fmt::format("{:.3f} km", f.miss_RTN_m.y / 1e3),
                    fmt::format("{:.3f} km", f.miss_RTN_m.z / 1e3), fmt::format("{:.1f} d", f.age_days),
                    title(f.number_a, f.name_a), title(f.number_b, f.name_b)});
  if (!found.empty()) std::cout << table(rows, {1, 2, 3, 4, 5, 6}) << '\n';
  std::cout << fmt::format(
      "{} approaches within {:g} km in {:g} h, of {} pairs whose heights can meet\n"
      "Element sets are good to a kilometre at their epoch and some kilometres more every day.\n",
      found.size(), within_m / 1e3, hours, num_pairs);
}

void print_json(const std::vector<catalog::Approach>& found) {
  auto rows = nlohmann::ordered_json::array();
  for (const auto& f : found)
    rows.push_back({{"utc", earth::print_utc(f.at_utc, 3)},
                    {"number_a", f.number_a},
                    {"name_a", f.name_a},
                    {"number_b", f.number_b},
                    {"name_b", f.name_b},
                    {"miss_m", f.miss_m},
                    {"relative_speed_m_s", f.relative_speed_m_s},
                    {"radial_m", f.miss_RTN_m.x},
                    {"in_track_m", f.miss_RTN_m.y},
                    {"cross_track_m", f.miss_RTN_m.z},
                    {"age_days", f.age_days}});
  const nlohmann::ordered_json out{{"approaches", rows}};
  std::cout << out.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

void print(const std::vector<catalog::Reentry>& found, std::size_t num, const CatalogReentryOptions& o) {
  std::vector<std::vector<std::string>> rows{{"earliest", "middle", "latest", "days", "object"}};
  for (const auto& f : found)
    rows.push_back({earth::print_utc(f.earliest_utc, 0), earth::print_utc(f.nominal_utc, 0),
                    earth::print_utc(f.latest_utc, 0), fmt::format("{:.2f}", f.days),
                    title(f.number, f.name)});
  if (!found.empty()) std::cout << table(rows, {3}) << '\n';
  std::cout << fmt::format(
      "{} of {} objects come down within {:g} days of their epochs; the ends are those of {:g} % more and "
      "less drag\n",
      found.size(), num, o.days, 100 * o.spread);
}

void print_json(const std::vector<catalog::Reentry>& found) {
  auto rows = nlohmann::ordered_json::array();
  for (const auto& f : found)
    rows.push_back({{"number", f.number},
                    {"name", f.name},
                    {"earliest_utc", earth::print_utc(f.earliest_utc, 0)},
                    {"nominal_utc", earth::print_utc(f.nominal_utc, 0)},
                    {"latest_utc", earth::print_utc(f.latest_utc, 0)},
                    {"days", f.days}});
  const nlohmann::ordered_json out{{"reentries", rows}};
  std::cout << out.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

} // namespace

int catalog_approaches(const CatalogApproachesOptions& o) {
  if (!(o.hours > 0 && o.hours <= 24 * 30))
    throw std::invalid_argument("--hours: must be above 0 and at most 720");
  const auto entries = entries_of(o.elements);
  const double within_m = within_of(o.within);
  const auto from = from_of(o.from, entries);
  refuse_old(entries, from);
  const auto pairs = pairs_of(o, entries, within_m);
  catch_interrupt();
  Progress progress("search", 1000);
  catalog::ApproachSearch search{from, o.hours * 3600, within_m};
  search.go_on = [&](double part) {
    progress.update(static_cast<std::uint64_t>(1000 * part));
    return !interrupted();
  };
  const auto found = catalog::approaches(entries, pairs, search);
  if (interrupted()) return kInterrupted;
  if (o.json)
    print_json(found);
  else
    print(found, within_m, o.hours, pairs.size());
  return kOk;
}

int catalog_reentry(const CatalogReentryOptions& o) {
  if (!(o.days > 0 && o.days <= 3650))
    throw std::invalid_argument("--days: must be above 0 and at most 3650");
  if (!(o.spread >= 0 && o.spread < 1)) throw std::invalid_argument("--spread: must be from 0 to below 1");
  const auto entries = entries_of(o.elements);
  Progress progress("objects", entries.size());
  std::vector<catalog::Reentry> found;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (auto window = catalog::reentry(entries[i], {.horizon_s = o.days * 86400, .spread = o.spread}))
      found.push_back(std::move(*window));
    progress.update(i + 1);
  }
  std::ranges::stable_sort(found, {},
                           [](const auto& f) { return f.nominal_utc.day + f.nominal_utc.fraction; });
  if (o.json)
    print_json(found);
  else
    print(found, entries.size(), o);
  return kOk;
}

} // namespace dewline::apps
