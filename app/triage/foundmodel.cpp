// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/triage/foundmodel.h"

#include "app/triage/found.h"
#include "sync/base/when_ready.h"

namespace safelight
{

FoundModel::FoundModel(const triage::Context &context, QObject *parent)
    : KeyedListModel(parent)
    , m_context(context)
{
}

QVariant FoundModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const FoundRow &row = rows().at(index.row());
    if (role == Qt::DisplayRole)
        return row.title;
    if (role < Qt::UserRole)
        return {};
    switch (Role(role)) {
    case Role::ConcernId: return row.concern.toHex();
    case Role::Title: return row.title;
    case Role::Snippet: return row.snippet;
    case Role::TimeText: return row.timeText;
    }
    return {};
}

QHash<int, QByteArray> FoundModel::roleNames() const
{
    return {{int(Role::ConcernId), "concernId"},
            {int(Role::Title), "title"},
            {int(Role::Snippet), "snippet"},
            {int(Role::TimeText), "timeText"}};
}

void FoundModel::search(const QString &typed)
{
    if (typed == m_typed)
        return;
    m_typed = typed;
    m_failureText.clear();
    if (!active())
        assign({});
    else if (!m_running)
        run();
    Q_EMIT changed();
}

void FoundModel::run()
{
    m_running = true;
    m_searched = m_typed;
    const auto future = m_context.vault.read(
        [forms = m_context.forms, typed = m_searched](ReadTx &tx) { return triage::found(tx, *forms, typed, kLimit); });
    whenReady(future, this, [this](const Result<QList<triage::Found>> &found) {
        m_running = false;
        if (!active()) {
            Q_EMIT changed();
            return;
        }
        if (m_searched != m_typed) { // more was typed meanwhile
            run();
            return;
        }
        QList<FoundRow> fresh;
        if (found) {
            for (const triage::Found &hit : *found)
                fresh.append({hit.record, hit.concern, triage::Text::title(hit.who), hit.snippet,
                              m_context.text().timeSeen(hit.recordedMs, m_context.nowMs())});
        } else {
            m_failureText = m_context.explain(found.error());
        }
        assign(fresh);
        Q_EMIT changed();
    });
}

} // namespace safelight
