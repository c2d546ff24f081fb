// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/crypto/login.h"

#include "sync/crypto/hash.h"

#include <sodium.h>

namespace safelight
{

namespace
{

QByteArray loginMessage(const QString &origin, const InstallId &install, ByteView challenge)
{
    return origin.toUtf8() + install.toByteArray() + viewOf(challenge).toByteArray();
}

QByteArray setupMessage(const SetupRequest &request)
{
    return request.install.toByteArray() + request.loginPk.toByteArray() + request.signPk.toByteArray() +
           request.boxPk.toByteArray();
}

} // namespace

Signature signLogin(const SigningKey &login, const QString &origin, const InstallId &install, ByteView challenge)
{
    return login.sign(domain("sg1/login"), bytesOf(loginMessage(origin, install, challenge)));
}

bool verifyLogin(const SignPublic &loginPk, const QString &origin, const TokenRequest &request)
{
    const QByteArray message = loginMessage(origin, request.install, bytesOf(request.challenge));
    return verifySignature(loginPk, domain("sg1/login"), bytesOf(message), request.signature);
}

Signature signSetup(const SigningKey &root, const SetupRequest &request)
{
    return root.sign(domain("sg1/setup"), bytesOf(setupMessage(request)));
}

bool verifySetup(const SignPublic &rootPk, const SetupRequest &request)
{
    return request.device == deviceIdOf(request.signPk, request.boxPk) &&
           verifySignature(rootPk, domain("sg1/setup"), bytesOf(setupMessage(request)), request.rootSignature);
}

QByteArray keyedMac(qsizetype sizeBytes, ByteView key, ByteView message)
{
    QByteArray out(sizeBytes, '\0');
    blake2b(std::as_writable_bytes(std::span(out.data(), static_cast<std::size_t>(sizeBytes))), key, {message});
    return out;
}

bool constantTimeEqual(ByteView a, ByteView b)
{
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace safelight
