// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/qml/Shell/workfixture.h"

using namespace Qt::StringLiterals;

namespace safelight::testing
{

void WorkFixture::begin(const QString &who)
{
    close();
    m_world = std::make_unique<ConcernWorld>();
    m_device = who == u"kiosk"_s      ? m_world->kiosk.get()
               : who == u"champion"_s ? m_world->champion.get()
                                      : m_world->tablet.get();
    open();
}

void WorkFixture::open()
{
    const ConcernContext context = m_device->context();
    m_tray = std::make_unique<TrayModel>(*m_device->vault, m_world->clock, QTimeZone::utc());
    m_tray->refresh();
    if (m_device == m_world->kiosk.get()) {
        m_kiosk = std::make_unique<KioskModel>(context);
        m_kiosk->begin();
    } else {
        m_capture = std::make_unique<CaptureModel>(context);
        m_notes = std::make_unique<NotesModel>(context);
        m_note = std::make_unique<NoteModel>(context);
        connect(m_capture.get(), &CaptureModel::saved, m_notes.get(), &NotesModel::refresh);
        connect(m_capture.get(), &CaptureModel::draftSaved, m_notes.get(), &NotesModel::refreshDrafts);
        connect(m_capture.get(), &CaptureModel::draftRemoved, m_notes.get(), &NotesModel::refreshDrafts);
        connect(m_note.get(), &NoteModel::draftSaved, m_notes.get(), &NotesModel::refreshDrafts);
        m_capture->resumeLatest();
    }
    if (m_device == m_world->champion.get()) {
        auto forms = triage::TriageForms::from(*FormCatalogue::builtIn());
        m_triage = std::make_unique<TriageModel>(*m_device->vault,
                                                 std::make_shared<const triage::TriageForms>(std::move(*forms)),
                                                 triage::TriageRules{}, m_world->clock, context.explain);
        m_triage->refresh();
    }
    Q_EMIT opened();
}

void WorkFixture::close()
{
    m_triage.reset();
    m_kiosk.reset();
    m_note.reset();
    m_notes.reset();
    m_capture.reset();
    m_tray.reset();
}

void WorkFixture::unlockAgain()
{
    close();
    m_device->lock();
    m_device->unlock();
    open();
}

void WorkFixture::addNotes(int count)
{
    for (int i = 1; i <= count; ++i) {
        if (!m_world->tablet->save(m_world->note(u"Note %1"_s.arg(i))))
            qFatal("no note");
        m_world->clock.advance(std::chrono::minutes(1));
    }
    if (!m_world->settle())
        qFatal("no rest");
    if (m_notes)
        m_notes->refresh();
    if (m_triage)
        m_triage->refresh();
}

void WorkFixture::openFirst()
{
    m_triage->open(m_triage->inbox()->index(0).data(int(InboxListModel::Role::ConcernId)).toString());
}

void WorkFixture::refuseANote()
{
    const Result<SavedConcern> saved = m_device->save(m_world->note(u"A note"_s));
    const Result<QList<Custody>> custody =
        m_device->read([id = saved ? saved->concern : Uuid()](ReadTx &tx) { return outbox::custodyOf(tx, id); });
    if (!custody || custody->isEmpty())
        qFatal("no note");
    const Done refused = m_device->write([&](WriteTx &, Journal &journal, Engine &) -> Done {
        return journal.needsAttention(custody->first().space, custody->first().envelope, ErrorCode::Forbidden);
    });
    if (!refused)
        qFatal("not refused");
    m_tray->refresh();
}

void WorkFixture::setDiskFull(bool full) { m_device->setDiskFull(full); }

} // namespace safelight::testing
