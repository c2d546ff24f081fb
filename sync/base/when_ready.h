// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>
#include <utility>

namespace safelight
{

/// Runs fn(result) on context's thread when the future is ready, or never if context dies first. Call it from
/// context's thread. Preferred to QFuture::then(context, …), which aborts Qt 6.4 debug builds when context is gone.
template <class T, class F>
void whenReady(const QFuture<T> &future, QObject *context, F fn)
{
    auto *watcher = new QFutureWatcher<T>(context); // owned by context
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, fn = std::move(fn)]() mutable {
        watcher->deleteLater();
        if (!watcher->isCanceled())
            fn(watcher->future().takeResult());
    });
    watcher->setFuture(future); // last, so that a finished future is not missed
}

} // namespace safelight
