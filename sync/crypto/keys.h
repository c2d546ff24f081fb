// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/result.h"
#include "sync/crypto/secret.h"

namespace safelight
{

/// The public half of a principal. Self-certifying: deviceIdOf(signPk, boxPk) is its name (sync-protocol section 1).
struct DevicePublic {
    DeviceId id;
    SignPublic signPk;
    BoxPublic boxPk;
    friend bool operator==(const DevicePublic &, const DevicePublic &) = default;
};

/// BLAKE2b-128("sg1/device\0" ‖ sign_pk ‖ box_pk)
[[nodiscard]] DeviceId deviceIdOf(const SignPublic &signPk, const BoxPublic &boxPk);
/// BLAKE2b-128("sg1/org\0" ‖ root_pk)
[[nodiscard]] OrgId orgIdOf(const SignPublic &rootPk);
/// The author id of entries signed by the organisation's root: the bytes of its OrgId.
[[nodiscard]] DeviceId rootAuthorOf(const SignPublic &rootPk);
/// The reader id of the recovery grant: BLAKE2b-128("sg1/recovery\0" ‖ recovery_pk)
[[nodiscard]] DeviceId recoveryIdOf(const BoxPublic &recoveryPk);

/// An Ed25519 key pair. Move-only.
class SigningKey
{
public:
    [[nodiscard]] static SigningKey generate() { return SigningKey(SigningSeed::random()); }
    explicit SigningKey(SigningSeed seed);

    [[nodiscard]] const SignPublic &publicKey() const { return m_public; }
    [[nodiscard]] const SigningSeed &seed() const { return m_seed; }
    /// Signs domain ‖ message; the domain string includes its final zero byte ("sg1/env\0").
    [[nodiscard]] Signature sign(QByteArrayView domain, ByteView message) const;

private:
    SigningSeed m_seed;
    Secret<64, struct SigningSecretTag> m_secret;
    SignPublic m_public;
};

/// True when the signature over domain ‖ message is key's.
[[nodiscard]] bool verifySignature(const SignPublic &key, QByteArrayView domain, ByteView message,
                                   const Signature &signature);

/// An X25519 pair as made by crypto_kx_seed_keypair. Move-only.
class BoxKey
{
public:
    [[nodiscard]] static BoxKey generate() { return BoxKey(BoxSeed::random()); }
    explicit BoxKey(BoxSeed seed);

    [[nodiscard]] const BoxPublic &publicKey() const { return m_public; }
    [[nodiscard]] const BoxSeed &seed() const { return m_seed; }
    [[nodiscard]] const Secret<32, struct BoxSecretTag> &secret() const { return m_secret; }

private:
    BoxSeed m_seed;
    Secret<32, struct BoxSecretTag> m_secret;
    BoxPublic m_public;
};

/// Everything a principal holds. Lives in its vault and, while unlocked, in the store thread.
struct DeviceKeys {
    SigningKey signing;
    BoxKey box;

    [[nodiscard]] static DeviceKeys generate() { return {SigningKey::generate(), BoxKey::generate()}; }
    [[nodiscard]] DevicePublic publicKeys() const
    {
        return {deviceIdOf(signing.publicKey(), box.publicKey()), signing.publicKey(), box.publicKey()};
    }
};

} // namespace safelight
