// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/vault.h"
#include "platform/keystore/keystore.h"
#include "sync/transport/transport.h"

namespace safelight
{

/// A device of an invented person in an organisation of its own, made without any service: what the self-test looks at
/// every page with.
struct SampleDevice {
    QString person;
    QString passphrase;

    /// Fills an empty data folder: device file, vault, five spaces with this person as their administrator.
    [[nodiscard]] static Result<SampleDevice> make(const QString &dataFolder, quint8 deviceKind, KeyStore &keys,
                                                   Clock &clock, Random &random);
};

/// A service that is never there. For the self-test, which must not touch any network.
[[nodiscard]] std::unique_ptr<Transport> makeOfflineTransport();

} // namespace safelight
