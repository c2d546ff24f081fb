// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/crypto/envelope.h"
#include "sync/service/storage.h"

#include <QTest>
#include <memory>

namespace safelight::test
{

/// What every central store must do, whatever it is made of. A test class for one implementation derives from this,
/// says how to open it twice, and runs: the cases are slots here, so Qt Test finds them in the derived class too.
class StorageSuite : public QObject
{
    Q_OBJECT

protected:
    /// A store with nothing in it.
    virtual std::unique_ptr<service::Storage> openEmpty() = 0;
    /// The same store again after it was closed, or null when it does not outlive its object.
    virtual std::unique_ptr<service::Storage> reopen() = 0;

    /// Runs and fails the test on an Error.
    static void must(const Done &done) { QVERIFY2(done.has_value(), done ? "" : qPrintable(done.error().detail)); }

    static service::StoredEnvelope envelope(std::uint64_t seq, const DeviceId &author, std::uint64_t authorSeq,
                                            EnvelopeKind kind = EnvelopeKind::Changes, qsizetype ctBytes = 300);
    static SpaceId spaceNamed(char name);
    static DeviceId authorNamed(char name);

protected Q_SLOTS:
    void init() { m_store = openEmpty(); }
    void cleanup() { m_store.reset(); }

private Q_SLOTS:
    void headsAreSavedAndListed();
    void entriesComeBackInOrderAndWhole();
    void rangeStopsAtBytesButNeverAtNothing();
    void controlsAloneAreListed();
    void authorsHaveHeadsAndHashes();
    void oneNumberIsGivenOnce();
    void anErrorUndoesEverything();
    void anExceptionUndoesEverything();
    void installationsAndPrincipals();
    void aPrincipalDoesNotMove();
    void invitationsLiveAndGo();
    void settingsAreKept();
    void survivesClosing();

private:
    std::unique_ptr<service::Storage> m_store;
};

} // namespace safelight::test
