// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/manualclock.h"
#include "tests/support/vaultsupport.h"

#include <QTemporaryDir>
#include <QTest>

namespace safelight::testing
{

[[nodiscard]] inline Passphrase phrase(const char *text) { return Passphrase(QString::fromUtf8(text)); }
inline constexpr char kRight[] = "quiet otter paints seven boats";

/// Real vaults in a temporary folder, at the cheapest cost of Argon2id that is allowed.
class VaultFixture
{
protected:
    void newFolder()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_path = m_folder->filePath(QStringLiteral("asha"));
    }
    Result<std::unique_ptr<Vault>> create()
    {
        return vault::create(m_path, phrase(kRight), cloned(m_org.tablet), owner(), spacesOf(m_org, m_org.tablet),
                             m_clock, m_random, kTestCost);
    }
    Result<std::unique_ptr<Vault>> open(const char *passphrase = kRight)
    {
        return vault::open(m_path, phrase(passphrase), m_clock, m_random);
    }
    VaultOwner owner() const { return ownerOf(m_org, m_org.tablet, QStringLiteral("Asha Example")); }

    TestOrg m_org{1};
    ManualClock m_clock;
    SeededRandom m_random{7};
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

} // namespace safelight::testing
