// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/triage/triagemodel.h"

#include "sync/base/when_ready.h"

namespace safelight
{

using triage::LoadState;

TriageModel::TriageModel(Vault &vault, std::shared_ptr<const triage::TriageForms> forms,
                         const triage::TriageRules &rules, const Clock &clock, triage::Explain explain, QObject *parent)
    : QObject(parent)
    , m_context{vault,
                clock,
                std::move(forms),
                std::make_shared<const triage::TriageRules>(rules),
                vault.owner().person,
                std::move(explain)}
    , m_inbox(this)
    , m_record(m_context)
    , m_found(m_context)
{
    connect(&m_record, &RecordModel::recorded, this, [this] {
        refreshInbox();
        Q_EMIT saved();
    });
    connect(&m_record, &RecordModel::announced, this, &TriageModel::announced);
    connect(m_record.decision(), &DecisionModel::keptChanged, this, &TriageModel::refreshInbox);
    m_lookAgain.setInterval(kLookAgain);
    connect(&m_lookAgain, &QTimer::timeout, this, &TriageModel::refreshInbox);
    m_lookAgain.start();
    refresh();
}

void TriageModel::open(const QString &concernId) { m_record.open(concernId); }

void TriageModel::close() { m_record.close(); }

void TriageModel::setShowDecided(bool show)
{
    if (m_showDecided == show)
        return;
    m_showDecided = show;
    m_state = LoadState::Loading;
    Q_EMIT changed();
    refreshInbox();
}

void TriageModel::refresh()
{
    m_record.refresh();
    refreshInbox();
}

void TriageModel::refreshInbox()
{
    if (m_reading) {
        m_again = true;
        return;
    }
    m_reading = true;
    // Who answers for what nobody took yet is in the roster, which only the engine knows.
    const auto duty = [](const triage::Action &action) -> Result<DeviceId> {
        return triage::dutyChampion(action.tx, action.engine);
    };
    whenReady(m_context.act(duty), this, [this](const Result<DeviceId> &found) {
        if (!found) {
            fail(found.error());
            return;
        }
        m_duty = *found;
        readInbox();
    });
}

void TriageModel::readInbox()
{
    const triage::InboxQuery query{m_context.nowMs(), m_duty, m_showDecided};
    const auto read = [forms = m_context.forms, rules = m_context.rules, query](ReadTx &tx) {
        return triage::inbox(tx, *forms, *rules, query);
    };
    whenReady(m_context.vault.read(read), this, [this, query](const Result<triage::Inbox> &inbox) {
        if (!inbox) {
            fail(inbox.error());
            return;
        }
        m_reading = false;
        if (query.decided == m_showDecided) {
            m_overdue = 0;
            m_notTriaged = 0;
            for (const triage::InboxItem &item : inbox->items) {
                m_overdue += item.isOverdue(query.nowMs) ? 1 : 0;
                m_notTriaged += item.urgency == triage::Urgency::NotTriaged ? 1 : 0;
            }
            m_truncated = inbox->truncated;
            m_inbox.show(inbox->items, m_context.text(), query.nowMs);
            m_failureText.clear();
            m_state = inbox->items.isEmpty() ? LoadState::Empty : LoadState::Filled;
            Q_EMIT changed();
        }
        if (std::exchange(m_again, false))
            refreshInbox();
    });
}

void TriageModel::fail(const Error &error)
{
    m_reading = false;
    m_again = false;
    m_failureText = m_context.explain(error);
    m_state = LoadState::Failed;
    Q_EMIT changed();
}

} // namespace safelight
