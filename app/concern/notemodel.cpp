// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/concern/notemodel.h"

#include "app/concern/amendmentdraft.h"
#include "app/store/drafts.h"
#include "sync/base/when_ready.h"

#include <utility>

namespace safelight
{

using namespace Qt::StringLiterals;

NoteModel::NoteModel(const ConcernContext &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_ids(context.clock, context.random)
    , m_parts(this)
    , m_custody(this)
    , m_messages(this)
    , m_autosave([this] { return writeDraft(); }, [this](const Done &result) { draftTold(result); })
{
}

NoteModel::~NoteModel() { flush(); }

QString NoteModel::when() const
{
    return m_view.id.isZero() ? QString() : intervalText(m_view.when.fromMs, m_view.when.toMs, m_context.nowMs());
}

QString NoteModel::attentionText() const { return m_context.refusedText(m_view.custody.refused); }

void NoteModel::setState(LoadState state, const QString &failureText)
{
    m_state = state;
    m_failureText = failureText;
    Q_EMIT changed();
}

void NoteModel::leaveThen(std::function<void()> then)
{
    m_autosave.whenSafe([this, then = std::move(then)](const Done &result) {
        if (!result)
            return; // draftTold() has said why
        m_autosave.forget();
        m_id = {};
        m_view = {};
        m_draftId = {};
        m_amendment.clear();
        m_amendmentProblem.clear();
        m_draftTrouble.clear();
        m_amendState = AmendState::Idle;
        m_amendmentResumed = m_maySend = m_sending = false;
        m_sendFailureText.clear();
        m_parts.show({}, {}, 0, {});
        m_custody.show({});
        m_messages.show({}, 0);
        then();
        Q_EMIT amendmentChanged();
    });
}

void NoteModel::close()
{
    leaveThen([this] { setState(LoadState::Empty); });
}

void NoteModel::open(const QString &noteId)
{
    leaveThen([this, id = Uuid::fromHex(noteId)] {
        if (!id)
            return setState(LoadState::Failed, m_context.explain(Error{ErrorCode::NotFound, {}}));
        load(*id);
    });
}

void NoteModel::load(const Uuid &id)
{
    m_id = id;
    setState(LoadState::Loading);
    auto opened = m_context.vault.read([rules = m_context.rules, self = m_context.vault.owner().device,
                                        id](ReadTx &tx) -> Result<Opened> {
        Result<ConcernView> view = concerns::read(tx, rules, self, id);
        if (!view)
            return view.error();
        const Result<QList<Draft>> all = drafts::list(tx);
        if (!all)
            return all.error();
        const Result<bool> maySend = concerns::canSendToChampion(tx);
        if (!maySend)
            return maySend.error();
        Opened out{*std::move(view), {}, {}, *maySend};
        for (const Draft &draft : *all) {
            const auto content = draft.type == rules.forms.amendment.type ? AmendmentDraft::fromCbor(draft.content)
                                                                          : Result<AmendmentDraft>(ErrorCode::NotFound);
            if (content && content->concern == id) {
                out.draftId = draft.id;
                out.draftText = content->text;
                break;
            }
        }
        return out;
    });
    whenReady(opened, this, [this, id](const Result<Opened> &result) {
        if (id != m_id)
            return; // another note was opened meanwhile
        if (!result)
            return setState(LoadState::Failed, m_context.explain(result.error()));
        m_maySend = result->maySend;
        show(result->view);
        if (m_amendment.isEmpty()) {
            m_draftId = result->draftId;
            m_amendment = result->draftText;
            m_amendmentResumed = !m_amendment.isEmpty();
            Q_EMIT amendmentChanged();
        }
    });
}

void NoteModel::refresh()
{
    if (m_id.isZero())
        return;
    auto view = m_context.vault.read([rules = m_context.rules, self = m_context.vault.owner().device,
                                      id = m_id](ReadTx &tx) { return concerns::read(tx, rules, self, id); });
    whenReady(view, this, [this, id = m_id](const Result<ConcernView> &result) {
        if (id == m_id && result) // a failed quiet reading leaves what is shown
            show(*result);
    });
}

void NoteModel::show(const ConcernView &view)
{
    m_view = view;
    const std::int64_t now = m_context.nowMs();
    m_parts.show(view.statements, view.amendments, now,
                 [this](std::optional<ErrorCode> why) { return m_context.refusedText(why); });
    m_custody.show(custodySteps(view.custody, now));
    m_messages.show(view.custody.messages, now);
    setState(LoadState::Filled);
}

void NoteModel::writeAmendment(const QString &text)
{
    if (m_id.isZero() || m_amendment == text || m_amendState == AmendState::Saving)
        return;
    m_amendment = text;
    m_amendState = AmendState::Idle;
    m_amendmentProblem.clear();
    m_autosave.touched();
    Q_EMIT amendmentChanged();
}

void NoteModel::flush() { m_autosave.flush(); }

QFuture<Done> NoteModel::writeDraft()
{
    if (m_draftId.isZero())
        m_draftId = m_ids.next();
    const Draft draft{m_draftId,
                      m_context.rules.forms.amendment.type,
                      m_context.rules.forms.amendment.version,
                      AmendmentDraft{m_id, m_amendment}.toCbor(),
                      {},
                      m_context.nowMs()};
    return m_context.vault.write([draft, blank = m_amendment.isEmpty()](WriteTx &tx, Journal &, Engine &) {
        return blank ? drafts::remove(tx, draft.id) : drafts::save(tx, draft);
    });
}

void NoteModel::draftTold(const Done &result)
{
    const QString trouble = result ? QString() : m_context.explain(result.error());
    if (std::exchange(m_draftTrouble, trouble) != trouble)
        Q_EMIT amendmentChanged();
    if (result)
        Q_EMIT draftSaved();
}

void NoteModel::saveAmendment()
{
    if (m_id.isZero() || m_amendState == AmendState::Saving)
        return;
    const QCborMap body{{qint64(m_context.rules.forms.amendment.text), m_amendment.trimmed()}};
    const QList<Problem> problems = m_context.rules.amendment.validate(body);
    if (!problems.isEmpty()) {
        m_amendmentProblem = m_context.rules.amendment.text(problems.first());
        Q_EMIT amendmentChanged();
        return;
    }
    m_autosave.flush(); // first the draft: should it fail, or another note be opened meanwhile, not one word is gone
    m_autosave.forget();
    m_amendmentProblem.clear();
    m_amendState = AmendState::Saving;
    Q_EMIT amendmentChanged();
    auto future = m_context.vault.write([rules = m_context.rules, concern = m_id, text = m_amendment,
                                         draftId = m_draftId](WriteTx &tx, Journal &journal, Engine &engine) {
        return concerns::amend(tx, journal, engine, rules, concern, text, draftId);
    });
    whenReady(future, this, [this, concern = m_id](const Result<Uuid> &result) {
        if (concern != m_id) {
            if (result)
                Q_EMIT amended(concern.toHex());
            return;
        }
        if (!result) {
            m_amendState = AmendState::Idle;
            m_amendmentProblem = m_context.explain(result.error());
            m_autosave.touched();
            flush();
        } else {
            m_amendState = AmendState::Saved;
            m_draftTrouble.clear();
            m_amendment.clear();
            m_amendmentResumed = false;
            m_draftId = {};
        }
        Q_EMIT amendmentChanged();
        if (result) {
            refresh();
            Q_EMIT amended(concern.toHex());
        }
    });
}

void NoteModel::sendToChampion()
{
    if (!canSend())
        return;
    m_sending = true;
    m_sendFailureText.clear();
    Q_EMIT changed();
    auto sent =
        m_context.vault.write([rules = m_context.rules, concern = m_id](WriteTx &tx, Journal &journal, Engine &engine) {
            return concerns::send(tx, journal, engine, rules, concern);
        });
    whenReady(sent, this, [this, concern = m_id](const Done &result) {
        if (result)
            Q_EMIT amended(concern.toHex());
        if (concern != m_id)
            return;
        m_sending = false;
        if (!result)
            m_sendFailureText = m_context.explain(result.error());
        Q_EMIT changed();
        refresh();
    });
}

} // namespace safelight
