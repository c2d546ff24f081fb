// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/base/result.h"

#include <QFuture>
#include <QTimer>
#include <chrono>
#include <functional>
#include <variant>

namespace safelight
{

/// When a draft is written, and what happens when the disk refuses: soon after the first unsaved change, also for who
/// types without a pause; again by itself, with a growing pause, after a failure. What was changed counts as kept only
/// when the write answers so. One for each thing being written; lives on the thread of its model.
class Autosave final
{
public:
    /// Puts what is in memory now on its way to the disk, under the identity it has now. Writes are done in order.
    using Write = std::function<QFuture<Done>()>;
    /// How a write ended, unless forget() was called meanwhile.
    using Told = std::function<void(const Done &)>;
    using Then = std::function<void(const Done &)>;

    struct Pace {
        std::chrono::milliseconds after{500};        ///< from a key stroke to the write, at most
        std::chrono::milliseconds firstPause{1'000}; ///< from a failure to the next attempt; doubles each time
        std::chrono::milliseconds longestPause{8'000};
    };

    Autosave(Write write, Told told);
    Autosave(Write write, Told told, const Pace &pace);

    /// Something changed.
    void touched();
    /// Something is not known to be on the disk: changed, or on its way.
    [[nodiscard]] bool isDirty() const { return m_edit != m_kept; }
    /// Puts what is unsaved on its way at once.
    void flush();
    /// Writes what is unsaved and then calls `then`, once: with success when everything is on the disk (now, when
    /// there is nothing to write), with the error when it could not be written. A later call takes the place of one
    /// that still waits.
    void whenSafe(Then then);
    /// What is in memory is no longer a draft: it was saved, or thrown away, or something else is there now. Nothing
    /// is written any more, and answers that are under way are for nobody.
    void forget();

private:
    void attempt();
    void answered(quint64 upTo, const Done &result);

    Write m_write;
    Told m_told;
    Pace m_pace;
    Then m_then;
    QTimer m_timer;
    std::chrono::milliseconds m_pause;
    quint64 m_edit = 0; ///< counts changes
    quint64 m_sent = 0; ///< those up to here are on their way
    quint64 m_kept = 0; ///< those up to here are on the disk
    quint64 m_era = 0;  ///< counts forget()
};

} // namespace safelight
