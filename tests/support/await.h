// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/result.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QSignalSpy>

namespace safelight::test
{

/// The value of a future, taken out of it, with the event loop running meanwhile; TimedOut when the test's patience
/// ends first.
template <class T>
[[nodiscard]] Result<T> await(QFuture<Result<T>> future, int patienceMs = 20'000)
{
    QFutureWatcher<Result<T>> watcher;
    QSignalSpy finished(&watcher, &QFutureWatcherBase::finished);
    watcher.setFuture(future);
    if (finished.isEmpty() && !finished.wait(patienceMs))
        return Error{ErrorCode::TimedOut, QStringLiteral("the test waited in vain")};
    return future.takeResult();
}

} // namespace safelight::test
