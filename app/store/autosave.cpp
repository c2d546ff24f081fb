// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/autosave.h"

#include "sync/base/when_ready.h"

#include <algorithm>
#include <utility>

namespace safelight
{

Autosave::Autosave(Write write, Told told)
    : Autosave(std::move(write), std::move(told), Pace{})
{
}

Autosave::Autosave(Write write, Told told, const Pace &pace)
    : m_write(std::move(write))
    , m_told(std::move(told))
    , m_pace(pace)
    , m_pause(pace.firstPause)
{
    m_timer.setSingleShot(true);
    m_timer.callOnTimeout(&m_timer, [this] { attempt(); });
}

void Autosave::touched()
{
    ++m_edit;
    if (!m_timer.isActive()) // not restarted by the next key: who types without a pause is saved too
        m_timer.start(m_pace.after);
}

void Autosave::flush()
{
    m_timer.stop();
    attempt();
}

void Autosave::attempt()
{
    if (m_sent == m_edit)
        return;
    m_sent = m_edit;
    whenReady(m_write(), &m_timer, [this, era = m_era, upTo = m_edit](const Done &result) {
        if (era == m_era)
            answered(upTo, result);
    });
}

void Autosave::answered(quint64 upTo, const Done &result)
{
    if (result) {
        m_kept = std::max(m_kept, upTo);
        m_sent = std::max(m_sent, m_kept);
        m_pause = m_pace.firstPause;
    } else {
        m_sent = m_kept;
        m_timer.start(m_pause);
        m_pause = std::min(m_pause * 2, m_pace.longestPause);
    }
    const quint64 era = m_era;
    m_told(result);
    if (era != m_era || !m_then)
        return;
    if (result && isDirty())
        return flush();
    if (const Then then = std::exchange(m_then, {}))
        then(result);
}

void Autosave::whenSafe(Then then)
{
    if (!isDirty()) {
        m_then = {};
        return then(done());
    }
    m_then = std::move(then);
    flush();
}

void Autosave::forget()
{
    ++m_era;
    m_timer.stop();
    m_pause = m_pace.firstPause;
    m_kept = m_sent = m_edit;
    m_then = {};
}

} // namespace safelight
