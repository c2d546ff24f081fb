// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/concern/notesmodel.h"

#include "sync/base/beginning.h"
#include "sync/base/when_ready.h"

#include <algorithm>
#include <functional>
#include <iterator>

namespace safelight
{

using namespace Qt::StringLiterals;

namespace
{
constexpr int kPageSize = 50;
}

NotesModel::NotesModel(const ConcernContext &context, QObject *parent)
    : QAbstractListModel(parent)
    , m_context(context)
    , m_limit(kPageSize)
{
    refresh();
}

int NotesModel::draftCount() const { return int(std::ranges::count_if(m_rows, &Row::isDraft)); }

int NotesModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

QVariant NotesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[index.row()];
    switch (Role(role)) {
    case Role::ItemId: return row.itemId;
    case Role::IsDraft: return row.isDraft;
    case Role::Title: return row.title;
    case Role::Kind: return QVariant::fromValue(row.kind);
    case Role::Place: return row.place;
    case Role::At: return QDateTime::fromMSecsSinceEpoch(row.atMs);
    case Role::AtText: return timeText(row.atMs, m_context.nowMs());
    case Role::Stage: return QVariant::fromValue(row.isDraft ? CustodyStage::Draft : row.custody.stage());
    case Role::StageText: return row.isDraft ? QString() : custodyText(row.custody, m_context.nowMs());
    case Role::NeedsAttention: return row.custody.refused.has_value();
    case Role::CorrectionOf: return row.correctionOf;
    }
    return {};
}

QHash<int, QByteArray> NotesModel::roleNames() const
{
    return {{int(Role::ItemId), "itemId"},
            {int(Role::IsDraft), "isDraft"},
            {int(Role::Title), "title"},
            {int(Role::Kind), "kind"},
            {int(Role::Place), "place"},
            {int(Role::At), "at"},
            {int(Role::AtText), "atText"},
            {int(Role::Stage), "stage"},
            {int(Role::StageText), "stageText"},
            {int(Role::NeedsAttention), "needsAttention"},
            {int(Role::CorrectionOf), "correctionOf"}};
}

bool NotesModel::canFetchMore(const QModelIndex &parent) const { return !parent.isValid() && m_more && !m_reading; }

void NotesModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_limit += kPageSize;
    refresh();
}

NotesModel::Row NotesModel::rowFrom(const Draft &draft)
{
    Row row;
    row.itemId = draft.id.toHex();
    row.isDraft = true;
    row.atMs = draft.changedAtMs;
    const Result<ConcernDraft> content = ConcernDraft::fromCbor(draft.content);
    if (!content)
        return row; // still listed: it opens with an explanation
    row.place = content->where;
    for (const StatementDraft &statement : content->statements) {
        if (!statement.text.trimmed().isEmpty()) {
            row.title = beginningOf(statement.text, kTitleLength);
            row.kind = statement.kind;
            break;
        }
    }
    return row;
}

NotesModel::Row NotesModel::rowFrom(const Draft &draft, const AmendmentDraft &correction)
{
    Row row;
    row.itemId = draft.id.toHex();
    row.isDraft = true;
    row.title = beginningOf(correction.text, kTitleLength);
    row.atMs = draft.changedAtMs;
    row.correctionOf = correction.concern.toHex();
    return row;
}

Result<QList<NotesModel::Row>> NotesModel::readDrafts(ReadTx &tx, const ConcernRules &rules)
{
    const Result<QList<Draft>> drafts = drafts::list(tx);
    if (!drafts)
        return drafts.error();
    QList<Row> rows;
    for (const Draft &draft : *drafts) {
        if (draft.type == rules.forms.concern.type) {
            rows << rowFrom(draft);
        } else if (draft.type == rules.forms.amendment.type) {
            if (const Result<AmendmentDraft> correction = AmendmentDraft::fromCbor(draft.content))
                rows << rowFrom(draft, *correction);
        }
    }
    return rows;
}

Result<NotesModel::Page> NotesModel::readPage(ReadTx &tx, const ConcernRules &rules, const DeviceId &self, int limit)
{
    Result<QList<Row>> rows = readDrafts(tx, rules);
    if (!rows)
        return rows.error();
    const Result<QList<ConcernSummary>> notes = concerns::listOwn(tx, rules, self, limit + 1);
    if (!notes)
        return notes.error();
    Page page{*std::move(rows), notes->size() > limit};
    for (const ConcernSummary &note : notes->first(std::min<qsizetype>(limit, notes->size())))
        page.rows << Row{note.id.toHex(),   false,        note.title, note.kind, note.where,
                         note.recordedAtMs, note.custody, {}};
    return page;
}

void NotesModel::refreshDrafts()
{
    if (m_reading || m_state != LoadState::Filled)
        return refresh();
    m_reading = true;
    auto drafts = m_context.vault.read([rules = m_context.rules](ReadTx &tx) { return readDrafts(tx, rules); });
    whenReady(drafts, this, [this](const Result<QList<Row>> &result) {
        m_reading = false;
        if (result) { // a failed quiet reading leaves what is shown
            QList<Row> rows = *result;
            std::ranges::copy_if(m_rows, std::back_inserter(rows), std::not_fn(&Row::isDraft));
            show(rows);
            setState(m_rows.isEmpty() ? LoadState::Empty : LoadState::Filled);
        }
        if (std::exchange(m_again, false))
            refresh();
    });
}

void NotesModel::refresh()
{
    if (m_reading) {
        m_again = true;
        return;
    }
    m_reading = true;
    auto page = m_context.vault.read([rules = m_context.rules, self = m_context.vault.owner().device,
                                      limit = m_limit](ReadTx &tx) { return readPage(tx, rules, self, limit); });
    whenReady(page, this, [this](const Result<Page> &result) {
        m_reading = false;
        if (result) {
            m_more = result->more;
            show(result->rows);
            setState(m_rows.isEmpty() ? LoadState::Empty : LoadState::Filled);
        } else {
            setState(LoadState::Failed, m_context.explain(result.error()));
        }
        if (std::exchange(m_again, false))
            refresh();
    });
}

void NotesModel::show(const QList<Row> &rows)
{
    const qsizetype countBefore = m_rows.size();
    const int draftsBefore = draftCount();
    const auto hasId = [](const QList<Row> &list, const QString &id) {
        return std::ranges::any_of(list, [&](const Row &r) { return r.itemId == id; });
    };
    for (int i = int(m_rows.size()) - 1; i >= 0; --i) {
        if (hasId(rows, m_rows[i].itemId))
            continue;
        beginRemoveRows({}, i, i);
        m_rows.removeAt(i);
        endRemoveRows();
    }
    for (int i = 0; i < int(rows.size()); ++i) {
        int from = i;
        while (from < int(m_rows.size()) && m_rows[from].itemId != rows[i].itemId)
            ++from;
        if (from == int(m_rows.size())) {
            beginInsertRows({}, i, i);
            m_rows.insert(i, rows[i]);
            endInsertRows();
            continue;
        }
        if (from != i) {
            beginMoveRows({}, from, from, {}, i);
            m_rows.move(from, i);
            endMoveRows();
        }
        if (m_rows[i] != rows[i]) {
            m_rows[i] = rows[i];
            Q_EMIT dataChanged(index(i), index(i));
        }
    }
    if (m_rows.size() != countBefore || draftCount() != draftsBefore)
        Q_EMIT countChanged();
}

void NotesModel::setState(LoadState state, const QString &failureText)
{
    if (m_state == state && m_failureText == failureText)
        return;
    m_state = state;
    m_failureText = failureText;
    Q_EMIT stateChanged();
}

} // namespace safelight
