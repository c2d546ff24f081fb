// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/triage/recordmodel.h"

#include "sync/base/when_ready.h"

#include <QDateTime>

namespace safelight
{

using triage::LoadState;

namespace
{

struct Loaded {
    triage::RecordView view;
    bool wrote = false; ///< something new is durable
};

} // namespace

RecordModel::RecordModel(const triage::Context &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_text(context.text())
    , m_chronology(context.forms, context.text())
    , m_conflict(context.text())
    , m_decision(context)
{
    connect(&m_decision, &DecisionModel::failed, this, [this] { Q_EMIT announced(m_decision.failureText()); });
    connect(&m_decision, &DecisionModel::decided, this, [this](triage::Feedback feedback) {
        Q_EMIT announced(tr("Decision recorded on this device"));
        m_view.feedback = feedback;
        load(false);
        Q_EMIT recorded();
    });
}

QString RecordModel::title() const { return m_concern ? triage::Text::title(m_view.facts.who) : QString(); }

QString RecordModel::feedbackText() const
{
    return triage::Text::feedback(m_view.feedback, m_view.item.status == triage::Status::Decided, m_view.item.author,
                                  m_view.facts.slip);
}

void RecordModel::open(const QString &concernId)
{
    const auto concern = Uuid::fromHex(concernId);
    if (!concern) {
        close();
        return;
    }
    if (m_concern != concern)
        leaveFor(concern);
}

void RecordModel::close()
{
    if (m_concern)
        leaveFor(std::nullopt);
}

void RecordModel::leaveFor(const std::optional<Uuid> &next)
{
    m_decision.whenSafe([this, next](const Done &safe) {
        if (!safe) { // what was written is on the screen and nowhere else: it stays there
            setFailure(m_context.explain(safe.error()));
            return;
        }
        ++m_opened;
        m_concern = next;
        m_view = {};
        setFailure({});
        setBusy(false);
        m_chronology.show({}, false);
        m_conflict.show({});
        setState(next ? LoadState::Loading : LoadState::Empty);
        if (next)
            load(true);
    });
}

void RecordModel::refresh()
{
    if (m_concern)
        load(false);
}

void RecordModel::load(bool opening)
{
    // Opening is a write: whoever looks takes it up, and the author learns of it. Should that not be possible (no right
    // to the hub, a full disk), the record is shown all the same and the failure is said.
    const auto read = [this, opened = m_opened](const Error &why) {
        const auto view = [concern = *m_concern](const triage::Action &action) {
            return triage::view(action, concern);
        };
        whenReady(m_context.act(view), this, [this, opened, why](Result<triage::RecordView> shown) {
            if (opened != m_opened)
                return;
            if (!shown) {
                setFailure(m_context.explain(shown.error()));
                if (m_state != LoadState::Filled) // what is on the screen stays there
                    setState(LoadState::Failed);
                return;
            }
            showView(std::move(*shown), true);
            setFailure(m_context.explain(why));
        });
    };
    const auto openAndView = [concern = *m_concern](const triage::Action &action) -> Result<Loaded> {
        const auto opened = triage::open(action, concern);
        if (!opened)
            return opened.error();
        auto view = triage::view(action, concern);
        if (!view)
            return view.error();
        const bool wrote = opened->first || opened->feedback == triage::Feedback::Sent ||
                           opened->feedback == triage::Feedback::StatusOnly;
        return Loaded{std::move(*view), wrote};
    };
    whenReady(m_context.act(openAndView), this, [this, opening, opened = m_opened, read](Result<Loaded> loaded) {
        if (opened != m_opened)
            return;
        if (!loaded) {
            read(loaded.error());
            return;
        }
        const bool wrote = loaded->wrote;
        showView(std::move(loaded->view), !opening);
        if (wrote)
            Q_EMIT recorded();
    });
}

void RecordModel::showView(triage::RecordView view, bool sameRecord)
{
    m_view = std::move(view);
    m_chronology.show(m_view.chronology, sameRecord);
    m_conflict.show(m_view.conflicts);
    m_decision.show(m_view.item.concern, m_view.draft, m_view.unweighed);
    m_state = LoadState::Filled;
    Q_EMIT changed();
}

template <class F>
void RecordModel::act(F fn, const QString &said)
{
    if (m_busy || !m_concern)
        return;
    setBusy(true);
    setFailure({});
    whenReady(m_context.act(std::move(fn)), this, [this, opened = m_opened, said](const Done &acted) {
        if (acted)
            Q_EMIT recorded();
        if (opened != m_opened)
            return;
        setBusy(false);
        if (!acted) {
            setFailure(m_context.explain(acted.error()));
            return;
        }
        Q_EMIT announced(said);
        load(false);
    });
}

void RecordModel::chooseUrgency(triage::Urgency urgency)
{
    if (!m_concern || urgency == m_view.item.urgency)
        return;
    act([concern = *m_concern, urgency](const triage::Action &a) { return triage::setUrgency(a, concern, urgency); },
        //: %1 is how fast we respond, such as "Today"
        tr("Response urgency: %1").arg(triage::Text::urgency(urgency)));
}

void RecordModel::take()
{
    if (!m_concern)
        return;
    act([concern = *m_concern](const triage::Action &a) { return triage::takeOwnership(a, concern); },
        tr("You are the owner now"));
}

void RecordModel::setDueInDays(int days)
{
    if (!m_concern)
        return;
    const QDate today = QDateTime::fromMSecsSinceEpoch(m_context.nowMs(), m_context.rules->zone).date();
    const QDateTime due(today.addDays(days), m_context.rules->dayEnds, m_context.rules->zone);
    act([concern = *m_concern,
         at = due.toMSecsSinceEpoch()](const triage::Action &a) { return triage::setDue(a, concern, at); },
        //: %1 is a date
        tr("Due %1").arg(m_text.time(due.toMSecsSinceEpoch())));
}

void RecordModel::settle(const QString &changeId)
{
    const auto change = Uuid::fromHex(changeId);
    const auto value = change ? m_conflict.valueOf(*change) : std::nullopt;
    if (!m_concern || !value)
        return;
    act([concern = *m_concern, field = m_conflict.field(), value = *value,
         seen = m_conflict.seen()](const triage::Action &a) { return triage::settle(a, concern, field, value, seen); },
        tr("Settled. Both choices stay in the record."));
}

void RecordModel::setState(LoadState state)
{
    m_state = state;
    Q_EMIT changed();
}

void RecordModel::setBusy(bool busy)
{
    if (m_busy == busy)
        return;
    m_busy = busy;
    Q_EMIT busyChanged();
}

void RecordModel::setFailure(const QString &text)
{
    if (m_failureText == text)
        return;
    m_failureText = text;
    Q_EMIT failureChanged();
}

} // namespace safelight
