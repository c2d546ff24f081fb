// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/keystore/keystore.h"

#include <map>

namespace safelight
{

/// Secrets in memory, for tests and practice. forgetAll() is the keystore a system lost.
class FakeKeyStore final : public KeyStore
{
public:
    [[nodiscard]] Result<std::optional<SecretMemory>> read(const QString &name) override
    {
        if (!isName(name))
            return ErrorCode::Malformed;
        const auto found = m_secrets.find(name);
        if (found == m_secrets.end())
            return std::optional<SecretMemory>();
        return std::optional(copyOf(std::as_const(found->second).bytes()));
    }
    [[nodiscard]] Done write(const QString &name, ByteView secret) override
    {
        if (!isName(name) || secret.empty())
            return ErrorCode::Malformed;
        m_secrets.insert_or_assign(name, copyOf(secret));
        return done();
    }
    [[nodiscard]] Done remove(const QString &name) override
    {
        m_secrets.erase(name);
        return done();
    }
    [[nodiscard]] Done setAside(const QString &name) override
    {
        if (auto node = m_secrets.extract(name)) {
            node.key() += QStringLiteral(".unreadable"); // no name that read or write takes
            m_secrets.insert(std::move(node));
        }
        return done();
    }
    [[nodiscard]] bool hasSetAside(const QString &name) const
    {
        return m_secrets.contains(name + QStringLiteral(".unreadable"));
    }
    void forgetAll() { m_secrets.clear(); }

private:
    static SecretMemory copyOf(ByteView bytes)
    {
        SecretMemory out(bytes.size());
        std::copy(bytes.begin(), bytes.end(), out.bytes().begin());
        return out;
    }
    std::map<QString, SecretMemory> m_secrets;
};

} // namespace safelight
