// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/crypto/passphrase.h"

namespace safelight
{

/// Enough of a passphrase to know it again when it is typed once more, and no more than a vault's header would tell:
/// Argon2id over a salt of its own. Both calls take about a second: never on the GUI thread.
class PassphraseMark
{
public:
    /// Errors: those of deriveKey.
    [[nodiscard]] static Result<PassphraseMark> of(const Passphrase &passphrase, Argon2Cost cost);
    [[nodiscard]] Result<bool> fits(const Passphrase &passphrase) const;

private:
    PassphraseMark() = default;
    Argon2Salt m_salt;
    Argon2Cost m_cost;
    QByteArray m_sealed; ///< nothing worth keeping: it opens, or it does not
};

} // namespace safelight
