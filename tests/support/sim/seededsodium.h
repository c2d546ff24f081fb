// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace safelight::testing
{

/// From here on libsodium's generator gives the numbers of this seed, so that keys, salts and envelopes of a simulated
/// world are the same at every run. For this process, for ever: never link this into a program of the product.
void seedSodium(std::uint64_t seed);

} // namespace safelight::testing
