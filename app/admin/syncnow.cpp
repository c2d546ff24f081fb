// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/syncnow.h"

#include "sync/base/when_ready.h"

namespace safelight
{

using namespace Qt::StringLiterals;

namespace
{

/// More than any honest history needs at 512 KiB a page; a service that never ends is not waited for.
constexpr int kMaxRounds = 20'000;
/// Rounds in a row that neither brought nor took anything.
constexpr int kMaxIdleRounds = 3;

class Rounds final : public QObject
{
public:
    Rounds(Vault &vault, Transport &transport, QObject *parent)
        : QObject(parent)
        , m_vault(vault)
        , m_transport(transport)
    {
        m_promise.start();
    }

    [[nodiscard]] QFuture<Result<SyncOutcome>> future() const { return m_promise.future(); }

    void next()
    {
        if (++m_rounds > kMaxRounds || m_idle > kMaxIdleRounds)
            return finish(Error{ErrorCode::ServiceUnavailable, u"sync does not come to an end"_s});
        whenReady(m_vault.write([budget = m_budget](WriteTx &, Journal &journal, Engine &engine) {
            return engine.nextRequest(journal, 0, budget);
        }),
                  this, [this](Result<SyncRequest> request) {
                      if (!request)
                          return finish(request.error());
                      ask(*request);
                  });
    }

private:
    void ask(const SyncRequest &request)
    {
        whenReady(m_transport.sync(request), this, [this, request](Result<SyncResponse> response) {
            if (!response)
                return finish(response.error());
            absorb(request, std::move(*response));
        });
    }

    void absorb(const SyncRequest &request, SyncResponse response)
    {
        auto work = [request, response = std::move(response)](WriteTx &, Journal &journal, Engine &engine) {
            return engine.absorb(journal, request, response);
        };
        whenReady(m_vault.write(std::move(work), roomForAnswerTo(request)), this, [this](Result<SyncOutcome> outcome) {
            if (!outcome && outcome.error().code == ErrorCode::DiskFull && m_budget.answerBytes > 0) {
                m_budget.answerBytes = 0; // what is ours still goes out
                return next();
            }
            if (!outcome)
                return finish(outcome.error());
            add(*outcome);
            const bool isFull = m_budget.answerBytes == 0;
            m_idle = outcome->received == 0 && outcome->acked == 0 ? m_idle + 1 : 0;
            if (isFull && (outcome->pending == 0 || m_idle > 0))
                return finish(Error{ErrorCode::DiskFull, u"nothing new was fetched"_s});
            if (outcome->again || isFull)
                return next();
            finish(m_total);
        });
    }

    void add(const SyncOutcome &outcome)
    {
        m_total.received += outcome.received;
        m_total.acked += outcome.acked;
        m_total.attention += outcome.attention;
        m_total.setAside += outcome.setAside;
        m_total.pending = outcome.pending;
        m_total.again = outcome.again;
        m_total.removed = m_total.removed || outcome.removed;
        m_total.rewound = m_total.rewound || outcome.rewound;
        m_total.doubted = outcome.doubted;
        m_total.clockOffsetMs = outcome.clockOffsetMs;
    }

    void finish(Result<SyncOutcome> result)
    {
        m_promise.addResult(std::move(result));
        m_promise.finish();
        deleteLater();
    }

    Vault &m_vault;
    Transport &m_transport;
    QPromise<Result<SyncOutcome>> m_promise;
    SyncOutcome m_total;
    RequestBudget m_budget;
    int m_rounds = 0;
    int m_idle = 0;
};

} // namespace

QFuture<Result<SyncOutcome>> syncNow(Vault &vault, Transport &transport, QObject *context)
{
    auto *rounds = new Rounds(vault, transport, context); // deletes itself at the end
    QFuture<Result<SyncOutcome>> future = rounds->future();
    rounds->next();
    return future;
}

} // namespace safelight
