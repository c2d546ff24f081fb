// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/result.h"
#include "sync/crypto/passphrase.h"

namespace safelight::ctl
{

/// The first line of the file, or, with an empty name, what a person types at the terminal without echo (twice when
/// `fresh`). Never from the command line: other users can read those. Errors: NotFound (no such file, or no terminal),
/// Invalid (typed differently the second time), Cancelled.
[[nodiscard]] Result<Passphrase> readPassphrase(const QString &fileName, bool fresh);

} // namespace safelight::ctl
