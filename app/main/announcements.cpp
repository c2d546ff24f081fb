// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main/announcements.h"

#include <utility>

namespace safelight
{

Announcements::Announcements(Announcer &announcer, QObject *parent)
    : QObject(parent)
    , m_announcer(announcer)
{
}

void Announcements::say(const QString &words)
{
    if (!words.isEmpty())
        m_announcer.say(words);
}

void Announcements::follow(SessionModel &session, SyncStatus &sync)
{
    connect(&session, &SessionModel::lockInChanged, this, [this, &session] {
        const int seconds = session.lockInSeconds();
        if (seconds > 0 && !m_warned) // once, not at every second
            say(tr("Locking in %n second(s)", "", seconds));
        m_warned = seconds > 0;
    });
    connect(&sync, &SyncStatus::announced, this, [this, &session](const QString &title) {
        if (session.state() == SessionModel::State::Unlocked)
            say(title);
    });
}

void Announcements::follow(CaptureModel &note)
{
    connect(&note, &CaptureModel::saved, this, [this] { say(tr("Saved on this device")); });
    connect(&note, &CaptureModel::stateChanged, this, [this, &note] {
        if (note.state() == CaptureModel::State::Failed)
            say(note.failureText());
    });
    m_keptBack = note.isKeptBack();
    connect(&note, &CaptureModel::destinationChanged, this, [this, &note] {
        if (!std::exchange(m_keptBack, note.isKeptBack()) && m_keptBack)
            say(tr("This note now goes to your team only"));
    });
}

void Announcements::follow(NoteModel &note)
{
    connect(&note, &NoteModel::amended, this, [this] { say(tr("Saved on this device")); });
}

void Announcements::follow(TriageModel &triage)
{
    connect(&triage, &TriageModel::announced, this, &Announcements::say);
    RecordModel *record = triage.record();
    connect(record, &RecordModel::failureChanged, this, [this, record] { say(record->failureText()); });
}

} // namespace safelight
