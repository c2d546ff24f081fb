// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/crypto/keys.h"
#include "sync/wire/messages.h"

namespace safelight
{

/// "sg1/login\0" ‖ origin ‖ install_id ‖ challenge (sync-protocol section 12). `origin` is "https://host:port".
[[nodiscard]] Signature signLogin(const SigningKey &login, const QString &origin, const InstallId &install,
                                  ByteView challenge);
[[nodiscard]] bool verifyLogin(const SignPublic &loginPk, const QString &origin, const TokenRequest &request);

[[nodiscard]] Signature signSetup(const SigningKey &root, const SetupRequest &request);
[[nodiscard]] bool verifySetup(const SignPublic &rootPk, const SetupRequest &request);

/// Keyed BLAKE2b of 16 or 32 bytes, for the service's stateless challenge and token MACs.
[[nodiscard]] QByteArray keyedMac(qsizetype sizeBytes, ByteView key, ByteView message);
[[nodiscard]] bool constantTimeEqual(ByteView a, ByteView b);

} // namespace safelight
