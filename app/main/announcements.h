// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/concern/kioskmodel.h"
#include "app/concern/notemodel.h"
#include "app/shell/sessionmodel.h"
#include "app/shell/syncstatus.h"
#include "app/triage/triagemodel.h"
#include "platform/announcer/announcer.h"

namespace safelight
{

/// Passes on to the announcer what changes while the focus stays where it is (style section 9): saved, not saved, a
/// decision, how sync stands, and that the device is about to lock. Says nothing of how sync stands while locked.
class Announcements final : public QObject
{
    Q_OBJECT
public:
    /// The announcer outlives it.
    explicit Announcements(Announcer &announcer, QObject *parent = nullptr);

    void follow(SessionModel &session, SyncStatus &sync);
    void follow(CaptureModel &note);
    void follow(NoteModel &note);
    void follow(TriageModel &triage);

private:
    void say(const QString &words);

    Announcer &m_announcer;
    bool m_warned = false;   ///< of the lock that comes
    bool m_keptBack = false; ///< said of the note that is being written
};

} // namespace safelight
