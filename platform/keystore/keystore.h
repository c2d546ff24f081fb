// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/crypto/secret.h"

#include <QString>
#include <optional>

namespace safelight
{

/// Small named secrets that belong to this device rather than to a person: the key of the device file. Never the only
/// way to anything a person wrote: losing all of it costs convenience, never data. Blocking; one thread at a time.
/// Names are 1 to 64 of a-z, 0-9 and hyphen; else Malformed. Errors: Damaged (nothing that write could have written),
/// DiskFull, DiskFault, and what a system adds.
class KeyStore
{
public:
    virtual ~KeyStore() = default;
    /// Nothing when there is no secret of that name.
    [[nodiscard]] virtual Result<std::optional<SecretMemory>> read(const QString &name) = 0;
    [[nodiscard]] virtual Done write(const QString &name, ByteView secret) = 0;
    [[nodiscard]] virtual Done remove(const QString &name) = 0;
    /// Keeps what is there, readable or not, where read and write of this name do not find it any more.
    [[nodiscard]] virtual Done setAside(const QString &name) = 0;

    [[nodiscard]] static bool isName(const QString &name);
};

/// The 32-byte key of that name, made and stored on first use. Something else of that name is set aside, and a fresh
/// key made: what the old one opened is as lost as with no key at all (DeviceFile::open).
[[nodiscard]] Result<DataKey> readOrMakeKey(KeyStore &store, const QString &name);

} // namespace safelight
