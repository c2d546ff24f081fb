// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QEventLoop>
#include <QFuture>
#include <QFutureWatcher>

namespace safelight::ctl
{

/// The result of a future. This program has no screen to keep alive and does one thing at a time, so it may wait here;
/// nothing else in Safelight does. Never inside a callback.
template <class T>
[[nodiscard]] T await(QFuture<T> future)
{
    if (!future.isFinished()) {
        QEventLoop loop;
        QFutureWatcher<T> watcher;
        QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
        watcher.setFuture(future);
        loop.exec();
    }
    return future.takeResult();
}

/// Lets the event loop run for a while: the pause between two polls.
void pauseFor(std::chrono::milliseconds time);

} // namespace safelight::ctl
