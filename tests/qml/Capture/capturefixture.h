// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/concern/kioskmodel.h"
#include "app/concern/notemodel.h"
#include "app/concern/notesmodel.h"
#include "tests/app/concern/concernworld.h"

#include <QtQml/qqmlregistration.h>

namespace safelight::testing
{

/// The real models over real vaults, for QML tests. Each fixture is a world of its own.
class CaptureFixture : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(safelight::CaptureModel *capture READ capture NOTIFY opened FINAL)
    Q_PROPERTY(safelight::NotesModel *notes READ notes NOTIFY opened FINAL)
    Q_PROPERTY(safelight::NoteModel *note READ note NOTIFY opened FINAL)
    Q_PROPERTY(safelight::KioskModel *kiosk READ kiosk NOTIFY opened FINAL)

public:
    explicit CaptureFixture(QObject *parent = nullptr);
    ~CaptureFixture() override;

    [[nodiscard]] CaptureModel *capture() const { return m_capture.get(); }
    [[nodiscard]] NotesModel *notes() const { return m_notes.get(); }
    [[nodiscard]] NoteModel *note() const { return m_note.get(); }
    [[nodiscard]] KioskModel *kiosk() const { return m_kiosk.get(); }

    /// Locks, and opens the vaults again with fresh models, as after an unlock.
    Q_INVOKABLE void lockAndUnlock();
    /// A note of the tablet's author, saved before the test begins.
    Q_INVOKABLE QString saveNote(const QString &text);
    /// The champion opens it, then decides, and the news is back at the tablet.
    Q_INVOKABLE void decide(const QString &noteId, const QString &message);
    /// The service does not take the last correction of a note, and the tablet knows.
    Q_INVOKABLE void refuseCorrection(const QString &noteId);
    /// The tablet may not hand in to the champions any more, and what is being written learns of it.
    Q_INVOKABLE void stopHandingIn();
    /// A text anywhere in the kiosk's database.
    Q_INVOKABLE bool kioskHolds(const QString &text) { return m_world.kiosk->holdsText(text); }
    /// The service does not take what the kiosk handed in under this number.
    Q_INVOKABLE void refuseSlip(const QString &slip);
    /// What was saved last at the tablet: kind and text of each statement, one a line.
    Q_INVOKABLE QString lastSaved();
    /// From now on nothing can be written.
    Q_INVOKABLE void breakTablet() { m_world.tablet->vault->close(); }

Q_SIGNALS:
    void opened();

private:
    void open();
    void close();

    ConcernWorld m_world;
    std::unique_ptr<CaptureModel> m_capture;
    std::unique_ptr<NotesModel> m_notes;
    std::unique_ptr<NoteModel> m_note;
    std::unique_ptr<KioskModel> m_kiosk;
};

} // namespace safelight::testing
