// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/crypto/passphrase.h"

namespace safelight
{

/// At least 15 characters, not on the block list, not one short piece over and over, not a run along the alphabet or
/// the keyboard (NIST 800-63B-4: no rules on kinds of characters, no rotation). Error: WeakPassphrase; detail says
/// "short" or "guessable".
[[nodiscard]] Done checkPassphrase(const Passphrase &passphrase);

inline constexpr std::size_t kMinPassphraseCharacters = 15;

} // namespace safelight
