// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/admin/organisation.h"
#include "app/concern/concernrepository.h"
#include "app/store/devicefile.h"
#include "tests/bench/notes.h"
#include "tests/support/await.h"

#include <QProcess>
#include <QTemporaryDir>

namespace safelight::bench
{

/// The built service on loopback TLS and one enrolled laptop (the administrator's) with a real vault on a real disk.
class BenchWorld
{
public:
    /// `programs`: folder of the built programs. `proxied`: a port that devices should use instead of the service's
    /// own (a shaped link), given the service's port. Ends the program when anything cannot be set up.
    explicit BenchWorld(const QString &programs);
    ~BenchWorld();

    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] Vault &vault() { return *m_vault; }
    [[nodiscard]] quint16 servicePort() const { return m_port; }
    /// The service by another port of this machine: the same certificate, another origin.
    [[nodiscard]] ServiceAddress addressAt(quint16 port) const;
    [[nodiscard]] std::unique_ptr<Transport> transportAt(quint16 port);
    [[nodiscard]] QString tlsFolder() const { return m_folder.filePath(QStringLiteral("service/tls")); }

    /// Starts the service again so that it also answers for a proxy's port.
    void alsoAnswerAt(quint16 proxyPort);

    void save(const ConcernDraft &draft);
    /// Many notes, a hundred to a transaction: only to fill the store.
    void saveMany(Notes &notes, int count);
    void listOwn(int limit);
    /// Bytes of the vault's files, to see what a save writes.
    [[nodiscard]] qint64 vaultBytesWritten() const;

private:
    void serve(const QStringList &more);
    void stop();
    void found();

    QString m_program;
    QTemporaryDir m_folder;
    QProcess m_service;
    quint16 m_port = 0;
    SystemClock m_clock;
    SystemRandom m_random;
    ConcernRules m_rules;
    std::unique_ptr<DeviceFile> m_device;
    std::unique_ptr<Vault> m_vault;
};

/// The value of a future, running this thread's events meanwhile: the bench has no screen to keep alive. Ten minutes
/// are more than the slowest link needs.
template <class T>
[[nodiscard]] Result<T> await(QFuture<Result<T>> future)
{
    return test::await(std::move(future), 600'000);
}

} // namespace safelight::bench
