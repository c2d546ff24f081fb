// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/syncsides.h"

#include <QPromise>
#include <deque>

namespace safelight::testing
{

template <class T>
[[nodiscard]] QFuture<T> ready(T value)
{
    QPromise<T> promise;
    promise.start();
    promise.addResult(std::move(value));
    promise.finish();
    return promise.future();
}

/// A way to the service that answers when the test says so.
class FakeTransport final : public Transport
{
public:
    struct Pending {
        SyncRequest request;
        std::shared_ptr<QPromise<Result<SyncResponse>>> promise;
    };

    Reply<SyncResponse> sync(const SyncRequest &request) override
    {
        auto promise = std::make_shared<QPromise<Result<SyncResponse>>>();
        promise->start();
        pending.push_back({request, promise});
        ++requests;
        return promise->future();
    }
    void answer(Result<SyncResponse> with)
    {
        Pending first = std::move(pending.front());
        pending.pop_front();
        first.promise->addResult(std::move(with));
        first.promise->finish();
    }
    void interrupt() override
    {
        ++interrupts;
        while (!pending.empty())
            answer(Error{ErrorCode::Cancelled, {}});
    }
    Reply<std::monostate> setup(const SetupRequest &) override { return ready(done()); }
    Reply<std::monostate> createInvite(const InviteRequest &) override { return ready(done()); }
    Reply<InviteState> invite(const Lookup &) override { return ready(Result<InviteState>(ErrorCode::NotFound)); }
    Reply<std::monostate> claim(const Lookup &, const ClaimRequest &) override { return ready(done()); }
    Reply<std::monostate> welcome(const Lookup &, const WelcomeRequest &) override { return ready(done()); }

    std::deque<Pending> pending;
    int requests = 0;
    int interrupts = 0;
};

/// A vault with a number of unsent envelopes.
class FakeUnlocked final : public UnlockedSide
{
public:
    QFuture<Result<SyncRequest>> nextRequest(std::uint32_t waitS, const RequestBudget &budget) override
    {
        asked = budget;
        SyncRequest request;
        request.waitS = waitS;
        request.asks.append(Ask{});
        for (int i = 0; pushes && i < pendingCount; ++i)
            request.asks.first().push.append(QByteArray("sealed"));
        return ready(Result<SyncRequest>(request));
    }
    QFuture<Result<SyncReport>> absorb(const SyncRequest &, const SyncResponse &) override
    {
        if (absorbError)
            return ready(Result<SyncReport>(Error{*absorbError, {}}));
        SyncReport report = next;
        next = {};
        if (takes) {
            report.outcome.acked = pendingCount;
            pendingCount = 0;
        }
        report.outcome.pending = pendingCount;
        return ready(Result<SyncReport>(report));
    }
    QFuture<Result<UnsentCopies>> unsent() override
    {
        return ready(
            Result<UnsentCopies>(UnsentCopies{QList<QByteArray>(pendingCount, QByteArray("sealed")), pendingCount}));
    }

    RequestBudget asked; ///< with the last request
    SyncReport next;     ///< what the next answer brings, once
    std::optional<ErrorCode> absorbError;
    int pendingCount = 0;
    bool pushes = true; ///< false: this author may not write any more, and knows it
    bool takes = true;  ///< the service acknowledges what is pushed
};

/// The device file as a number.
class FakeLocked final : public LockedSide
{
public:
    QFuture<Done> forward(const QList<QByteArray> &envelopes) override
    {
        ++forwards;
        late = std::max(late, static_cast<int>(envelopes.size()));
        if (isFull)
            return ready(Done(ErrorCode::DiskFull));
        waiting = std::max(waiting, std::exchange(late, 0));
        return ready(done());
    }
    QFuture<Result<std::optional<SyncRequest>>> nextPush() override
    {
        if (waiting == 0)
            return ready(Result<std::optional<SyncRequest>>(std::optional<SyncRequest>()));
        SyncRequest request;
        request.maxBytes = 0;
        request.asks.append(Ask{});
        request.asks.first().push = QList<QByteArray>(waiting, QByteArray("sealed"));
        return ready(Result<std::optional<SyncRequest>>(std::optional(request)));
    }
    QFuture<Result<int>> acknowledged(const SyncResponse &) override
    {
        waiting = std::max(0, waiting - takesPerPush);
        return ready(Result<int>(waiting));
    }

    int waiting = 0;
    int late = 0; ///< copies that found no room
    bool isFull = false;
    int takesPerPush = 100;
    int forwards = 0;
};

} // namespace safelight::testing
