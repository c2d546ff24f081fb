// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sim/seededsodium.h"

#include "sync/base/random.h"

#include <optional>
#include <sodium.h>

namespace safelight::testing
{

namespace
{

std::optional<SeededRandom> g_random; // libsodium's interface has no place for a pointer

void fill(void *const buffer, const std::size_t size) { g_random->fill({static_cast<std::byte *>(buffer), size}); }

std::uint32_t word()
{
    std::uint32_t value = 0;
    fill(&value, sizeof(value));
    return value;
}

} // namespace

void seedSodium(std::uint64_t seed)
{
    static randombytes_implementation implementation{
        .implementation_name = [] { return "seeded"; },
        .random = word,
        .stir = nullptr,
        .uniform = nullptr,
        .buf = fill,
        .close = nullptr,
    };
    g_random.emplace(seed); // before anybody can ask
    static const bool installed = randombytes_set_implementation(&implementation) == 0;
    (void)installed;
}

} // namespace safelight::testing
