// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/passphrasemark.h"

#include <array>

namespace safelight
{

namespace
{

constexpr std::array<std::byte, 16> kNothing{};

QByteArray purpose() { return QByteArrayLiteral("passphrase mark"); }

} // namespace

Result<PassphraseMark> PassphraseMark::of(const Passphrase &passphrase, Argon2Cost cost)
{
    PassphraseMark mark;
    randomBytes(mark.m_salt.bytes);
    mark.m_cost = cost;
    const Result<KeyEncryptionKey> key = deriveKey(passphrase, mark.m_salt, cost);
    if (!key)
        return key.error();
    mark.m_sealed = wrapKey(*key, bytesOf(purpose()), kNothing);
    return mark;
}

Result<bool> PassphraseMark::fits(const Passphrase &passphrase) const
{
    const Result<KeyEncryptionKey> key = deriveKey(passphrase, m_salt, m_cost);
    if (!key)
        return key.error();
    return unwrapKey(*key, bytesOf(purpose()), bytesOf(m_sealed)).has_value();
}

} // namespace safelight
