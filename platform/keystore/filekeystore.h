// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/keystore/keystore.h"

namespace safelight
{

/// One file per secret, 0600 in a folder 0700: what Linux offers everywhere. It keeps other users of the machine out,
/// not somebody who holds its disk.
class FileKeyStore final : public KeyStore
{
public:
    /// The folder is made with the first secret.
    explicit FileKeyStore(QString folder)
        : m_folder(std::move(folder))
    {
    }

    [[nodiscard]] Result<std::optional<SecretMemory>> read(const QString &name) override;
    [[nodiscard]] Done write(const QString &name, ByteView secret) override;
    [[nodiscard]] Done remove(const QString &name) override;
    [[nodiscard]] Done setAside(const QString &name) override;

private:
    [[nodiscard]] QString pathOf(const QString &name) const;
    QString m_folder;
};

} // namespace safelight
