// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/qml/Capture/capturefixture.h"

using namespace Qt::StringLiterals;

namespace safelight::testing
{

CaptureFixture::CaptureFixture(QObject *parent)
    : QObject(parent)
{
    open();
}

CaptureFixture::~CaptureFixture() { close(); }

void CaptureFixture::open()
{
    m_capture = std::make_unique<CaptureModel>(m_world.tablet->context());
    m_notes = std::make_unique<NotesModel>(m_world.tablet->context());
    m_note = std::make_unique<NoteModel>(m_world.tablet->context());
    m_kiosk = std::make_unique<KioskModel>(m_world.kiosk->context());
    connect(m_capture.get(), &CaptureModel::saved, m_notes.get(), &NotesModel::refresh);
    connect(m_capture.get(), &CaptureModel::draftSaved, m_notes.get(), &NotesModel::refreshDrafts);
    connect(m_capture.get(), &CaptureModel::draftRemoved, m_notes.get(), &NotesModel::refreshDrafts);
    connect(m_note.get(), &NoteModel::draftSaved, m_notes.get(), &NotesModel::refreshDrafts);
    Q_EMIT opened();
}

void CaptureFixture::close()
{
    m_capture.reset();
    m_notes.reset();
    m_note.reset();
    m_kiosk.reset();
}

void CaptureFixture::lockAndUnlock()
{
    close();
    for (ConcernDevice *device : {m_world.tablet.get(), m_world.kiosk.get()}) {
        device->lock();
        device->unlock();
    }
    open();
}

QString CaptureFixture::saveNote(const QString &text)
{
    const auto saved = m_world.tablet->save(m_world.note(text));
    m_notes->refresh();
    return saved ? saved->concern.toHex() : QString();
}

void CaptureFixture::decide(const QString &noteId, const QString &message)
{
    const Uuid concern = *Uuid::fromHex(noteId);
    const ReceiptForm &form = m_world.rules.forms.receipt;
    if (!m_world.settle())
        qFatal("no rest");
    m_world.answer(m_world.org.team, concern, form.stageOpened, u"Owen Pryce"_s);
    m_world.answer(m_world.org.team, concern, form.stageDecided, u"Owen Pryce"_s, message);
    if (!m_world.settle())
        qFatal("no rest");
    m_notes->refresh();
}

void CaptureFixture::refuseSlip(const QString &slip)
{
    if (!m_world.kiosk->refuseSlip(m_world.org.intake.id, slip))
        qFatal("no such slip");
}

void CaptureFixture::refuseCorrection(const QString &noteId)
{
    const auto corrections = m_world.tablet->read(
        [&](ReadTx &tx) { return records::linkedTo(tx, *Uuid::fromHex(noteId), Relation::AmendmentOf); });
    if (!corrections || corrections->isEmpty() ||
        !m_world.tablet->refuseSending(corrections->last().id, ErrorCode::Forbidden))
        qFatal("not refused");
    m_note->refresh();
}

void CaptureFixture::stopHandingIn()
{
    m_world.tablet->setMayHandIn(false);
    m_capture->refreshSurroundings();
}

QString CaptureFixture::lastSaved()
{
    const DeviceId self = m_world.tablet->self();
    const auto own = m_world.tablet->read([&](ReadTx &tx) { return concerns::listOwn(tx, m_world.rules, self, 1); });
    if (!own || own->isEmpty())
        return {};
    const auto view =
        m_world.tablet->read([&](ReadTx &tx) { return concerns::read(tx, m_world.rules, self, own->first().id); });
    QStringList lines;
    for (const StatementView &statement : view->statements)
        lines << u"%1 %2"_s.arg(int(statement.kind)).arg(statement.text);
    return lines.join(u'\n');
}

} // namespace safelight::testing
