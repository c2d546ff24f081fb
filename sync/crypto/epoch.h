// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/crypto/keys.h"
#include "sync/wire/control.h"

namespace safelight
{

/// The keys that one epoch seed S_e gives (sync-protocol section 5). Move-only.
class EpochKeys
{
public:
    explicit EpochKeys(EpochSeed seed);

    [[nodiscard]] const EpochSeed &seed() const { return m_seed; }
    [[nodiscard]] const ContentKey &content() const { return m_content; } ///< K_e, mode 0
    [[nodiscard]] const BoxKey &box() const { return m_box; }             ///< (EPK_e, ESK_e), mode 1
    [[nodiscard]] const BoxPublic &epk() const { return m_box.publicKey(); }

    /// L_e: seals the previous epoch's seed under this one.
    [[nodiscard]] EpochLink linkTo(const SpaceId &space, std::uint32_t thisEpoch, const EpochSeed &previous) const;
    /// Opens the previous epoch's seed. Error: NotAuthentic.
    [[nodiscard]] Result<EpochSeed> openLink(const SpaceId &space, std::uint32_t thisEpoch,
                                             const EpochLink &link) const;

    /// The one and only grant of this epoch to that reader: a function of the seed, so any member can recompute it.
    [[nodiscard]] Grant grantTo(const SpaceId &space, std::uint32_t epoch, const DeviceId &reader,
                                const BoxPublic &readerPk) const;

private:
    EpochSeed m_seed;
    ContentKey m_content;
    BoxKey m_box;
    Secret<32, struct LinkKeyTag> m_link;
    Secret<32, struct GrantKeyTag> m_grant;
};

/// Opens a grant with the reader's box key and checks that the seed regenerates the published epk, so that a granter
/// cannot hand different keys to different members. Errors: NotAuthentic.
[[nodiscard]] Result<EpochSeed> openGrant(const SpaceId &space, std::uint32_t epoch, const Grant &grant,
                                          const BoxKey &reader, const BoxPublic &publishedEpk);

/// A name for people, readable by the space's readers: nonce(24) ‖ XChaCha20-Poly1305 under
/// BLAKE2b-256("sg1/label\0" ‖ space, key = K_e). At most 200 bytes of UTF-8.
[[nodiscard]] QByteArray sealLabel(const SpaceId &space, const EpochKeys &keys, const QString &text);
/// Error: NotAuthentic.
[[nodiscard]] Result<QString> openLabel(const SpaceId &space, const EpochKeys &keys, ByteView sealed);

} // namespace safelight
