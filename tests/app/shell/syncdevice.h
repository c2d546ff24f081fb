// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/syncloop.h"
#include "app/shell/syncstatus.h"
#include "tests/app/shell/syncfakes.h"
#include "tests/support/manualclock.h"

#include <QTest>

namespace safelight::testing
{

/// One device: fakes around a real loop and its status.
struct Device {
    FakeTransport transport;
    FakeLocked locked;
    FakeUnlocked vault;
    ManualClock clock{1'795'554'240'000}; // 24 Nov 2026, 21:04 UTC
    SeededRandom random{7};
    SyncLoop loop{transport, locked, clock, random};
    SyncStatus status{clock, QTimeZone::utc()};

    Device() { status.follow(&loop); }
    [[nodiscard]] SyncState::Phase phase() const { return loop.state().phase; }
    [[nodiscard]] std::uint32_t waitS() const { return transport.pending.front().request.waitS; }
    [[nodiscard]] bool asks() const { return !transport.pending.empty(); }
    void good() { transport.answer(SyncResponse{}); }
    void bad(ErrorCode code, const QString &detail = {}) { transport.answer(Error{code, detail}); }
};

using Phase = SyncState::Phase;

/// Unlocks it and lets it come to its first long poll.
inline void listen(Device &d)
{
    d.loop.attach(d.vault);
    QTRY_VERIFY(d.asks());
    d.good();
    QTRY_COMPARE(d.phase(), Phase::Listening);
    QTRY_VERIFY(d.asks());
}

} // namespace safelight::testing
