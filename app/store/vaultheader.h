// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/crypto/keys.h"
#include "sync/crypto/passphrase.h"

#include <QList>

namespace safelight
{

using VaultId = FixedBytes<16, struct VaultIdTag>;

/// What opens a slot. Numbers are in the file. A program keeps slots of a kind that it does not know.
enum class SlotKind : quint32 {
    Passphrase = 1,
    PinAndPlatform = 2,       ///< reserved: only with a hardware-bound secret
    BiometricAndPlatform = 3, ///< reserved
    OrgRecovery = 4,          ///< reserved: sealed to the organisation's recovery key
};

/// One way in, as in a LUKS header: what the kind needs to know (CBOR), and the wrapped bundle.
struct KeySlot {
    quint32 id = 1;
    SlotKind kind = SlotKind::Passphrase;
    QByteArray params;
    QByteArray wrapped;
    friend bool operator==(const KeySlot &, const KeySlot &) = default;
};

/// What every slot wraps. The data key never changes with a passphrase; only its wrapping does. Move-only.
struct KeyBundle {
    DataKey data;
    SigningSeed signing;
    BoxSeed box;
};

/// The front of a vault: who may open it. Kept in two copies, header.a and header.b (reliability.md 3.1):
/// "SGVAULT1" ‖ CBOR {0: version, 1: sequence, 2: vault id, 3: [slot]} ‖ MAC under the data key (32) ‖ SHA-256 of all
/// before it (32). The check sum tells damage before anything is tried; the MAC, checked after unlocking, tells
/// tampering.
struct VaultHeader {
    static constexpr int kMaxSlots = 32;
    static constexpr qint64 kMaxBytes = qint64(64) * 1024;

    std::uint64_t sequence = 1; ///< the copy with the larger one counts
    VaultId vault;
    QList<KeySlot> slots;
    friend bool operator==(const VaultHeader &, const VaultHeader &) = default;

    [[nodiscard]] const KeySlot *passphraseSlot() const;
};

[[nodiscard]] QByteArray encodeHeader(const VaultHeader &header, const DataKey &key);
/// Errors: Damaged (check sum, structure), NewerSchema (a later version of the format).
[[nodiscard]] Result<VaultHeader> decodeHeader(QByteArrayView bytes);
/// The MAC over these bytes is the data key's.
[[nodiscard]] bool isHeaderGenuine(QByteArrayView bytes, const DataKey &key);

/// Wraps the bundle for a passphrase under a fresh salt. About half a second at the default cost. Error: Unsupported
/// (cost out of bounds), Internal (out of memory).
[[nodiscard]] Result<KeySlot> makePassphraseSlot(const VaultId &vault, quint32 id, const Passphrase &passphrase,
                                                 Argon2Cost cost, const KeyBundle &bundle);
/// Errors: WrongPassphrase, Damaged (parameters that no program wrote; checked before anything is derived).
[[nodiscard]] Result<KeyBundle> openPassphraseSlot(const VaultId &vault, const KeySlot &slot,
                                                   const Passphrase &passphrase);

} // namespace safelight
