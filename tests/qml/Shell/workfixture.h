// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/concern/kioskmodel.h"
#include "app/concern/notemodel.h"
#include "app/concern/notesmodel.h"
#include "app/shell/traymodel.h"
#include "app/triage/triagemodel.h"
#include "tests/app/concern/concernworld.h"

namespace safelight::testing
{

/// The models of one person at work over a real vault, as app/main makes them after an unlock.
class WorkFixture : public QObject
{
    Q_OBJECT
    Q_PROPERTY(safelight::CaptureModel *capture READ capture NOTIFY opened FINAL)
    Q_PROPERTY(safelight::NotesModel *notes READ notes NOTIFY opened FINAL)
    Q_PROPERTY(safelight::NoteModel *note READ note NOTIFY opened FINAL)
    Q_PROPERTY(safelight::KioskModel *kiosk READ kiosk NOTIFY opened FINAL)
    Q_PROPERTY(safelight::TrayModel *tray READ tray NOTIFY opened FINAL)
    Q_PROPERTY(safelight::TriageModel *triage READ triage NOTIFY opened FINAL)

public:
    ~WorkFixture() override { close(); }

    [[nodiscard]] CaptureModel *capture() const { return m_capture.get(); }
    [[nodiscard]] NotesModel *notes() const { return m_notes.get(); }
    [[nodiscard]] NoteModel *note() const { return m_note.get(); }
    [[nodiscard]] KioskModel *kiosk() const { return m_kiosk.get(); }
    [[nodiscard]] TrayModel *tray() const { return m_tray.get(); }
    [[nodiscard]] TriageModel *triage() const { return m_triage.get(); }

    /// "tablet", "kiosk" or "champion", in a world of its own.
    Q_INVOKABLE void begin(const QString &who);
    /// The person locks and unlocks: fresh models over the same vault, the draft being looked for.
    Q_INVOKABLE void unlockAgain();
    /// Notes of the tablet's author, saved and on the champion's desk.
    Q_INVOKABLE void addNotes(int count);
    /// The champion opens the first of the inbox.
    Q_INVOKABLE void openFirst();
    /// A note is saved, and the service refuses it.
    Q_INVOKABLE void refuseANote();
    Q_INVOKABLE void close();
    /// The first statement of what is being written.
    Q_INVOKABLE QString words() const { return m_capture->statements()->statements().first().text; }
    /// The disk refuses drafts and notes, or takes them again.
    Q_INVOKABLE void setDiskFull(bool full);

Q_SIGNALS:
    void opened();

private:
    void open();

    std::unique_ptr<ConcernWorld> m_world;
    ConcernDevice *m_device = nullptr;
    std::unique_ptr<CaptureModel> m_capture;
    std::unique_ptr<NotesModel> m_notes;
    std::unique_ptr<NoteModel> m_note;
    std::unique_ptr<KioskModel> m_kiosk;
    std::unique_ptr<TrayModel> m_tray;
    std::unique_ptr<TriageModel> m_triage;
};

} // namespace safelight::testing
