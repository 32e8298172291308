// Many addressed draws at once, with the widest instructions of the machine.
#pragma once
#include <array>
#include <cstdint>
#include <span>

#include "dewline/base/draws.hpp"

namespace dewline {

/// Addresses that differ in one word: in their item, or in n.
class AddressRow {
 public:
  /// Address i is `at` with item = items[i].
  AddressRow(const Address& at, std::span<const std::uint64_t> items)
      : at_(at), items_(items), size_(items.size()), by_item_(true) {}
  /// Address i is `at` with n = at.n + i, i < size; at.n + size <= 2^32, else ContractError.
  AddressRow(const Address& at, std::size_t size);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] Address operator[](std::size_t i) const {
    Address a = at_;
    if (by_item_) a.item = items_[i];
    else a.n += static_cast<std::uint32_t>(i);
    return a;
  }
  [[nodiscard]] bool by_item() const { return by_item_; }
  [[nodiscard]] std::span<const std::uint64_t> items() const { return items_; }

 private:
  Address at_;
  std::span<const std::uint64_t> items_;
  std::size_t size_;
  bool by_item_;
};

// The same bits as the function of Draws of that name at every address, whatever the width of the registers
// and the length (test_base DrawsBatch). Rows and out must be as long, else ContractError. No allocation.
/// out[i] = draws.uniform(row[i]).
void fill_uniforms(const Draws& draws, const AddressRow& row, std::span<double> out);
/// out[i] = draws.normal4(row[i]).
void fill_normals4(const Draws& draws, const AddressRow& row, std::span<std::array<double, 4>> out);

} // namespace dewline
