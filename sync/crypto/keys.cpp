// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/crypto/keys.h"

#include "sync/crypto/hash.h"

#include <sodium.h>

namespace safelight
{

namespace
{

QByteArray joined(QByteArrayView domainText, ByteView message)
{
    QByteArray out;
    out.reserve(domainText.size() + static_cast<qsizetype>(message.size()));
    out.append(domainText);
    out.append(viewOf(message));
    return out;
}

} // namespace

DeviceId deviceIdOf(const SignPublic &signPk, const BoxPublic &boxPk)
{
    return blake2bOf<DeviceId>({}, {bytesOf(domain("sg1/device")), signPk.span(), boxPk.span()});
}

OrgId orgIdOf(const SignPublic &rootPk) { return blake2bOf<OrgId>({}, {bytesOf(domain("sg1/org")), rootPk.span()}); }

DeviceId rootAuthorOf(const SignPublic &rootPk) { return DeviceId{orgIdOf(rootPk).bytes}; }

DeviceId recoveryIdOf(const BoxPublic &recoveryPk)
{
    return blake2bOf<DeviceId>({}, {bytesOf(domain("sg1/recovery")), recoveryPk.span()});
}

SigningKey::SigningKey(SigningSeed seed)
    : m_seed(std::move(seed))
{
    crypto_sign_seed_keypair(uchars(std::span<std::byte>(m_public.bytes)),
                             uchars(std::span<std::byte>(m_secret.span())),
                             uchars(ByteView(std::as_const(m_seed).span())));
}

Signature SigningKey::sign(QByteArrayView domainText, ByteView message) const
{
    const QByteArray all = joined(domainText, message);
    Signature out;
    crypto_sign_detached(uchars(std::span<std::byte>(out.bytes)), nullptr, uchars(bytesOf(all)),
                         static_cast<unsigned long long>(all.size()), uchars(ByteView(m_secret.span())));
    return out;
}

bool verifySignature(const SignPublic &key, QByteArrayView domainText, ByteView message, const Signature &signature)
{
    const QByteArray all = joined(domainText, message);
    return crypto_sign_verify_detached(uchars(signature.span()), uchars(bytesOf(all)),
                                       static_cast<unsigned long long>(all.size()), uchars(key.span())) == 0;
}

BoxKey::BoxKey(BoxSeed seed)
    : m_seed(std::move(seed))
{
    crypto_kx_seed_keypair(uchars(std::span<std::byte>(m_public.bytes)), uchars(std::span<std::byte>(m_secret.span())),
                           uchars(ByteView(std::as_const(m_seed).span())));
}

} // namespace safelight
