// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/concern/amendmentdraft.h"
#include "app/concern/concernrepository.h"
#include "app/concern/context.h"
#include "app/store/drafts.h"

#include <QAbstractListModel>
#include <QDateTime>

namespace safelight
{

/// "My notes": what is half written first, then own concerns, newest first, each with how far it has come. refresh()
/// after a save or a sync brings only what changed, so scroll and focus stay.
class NotesModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by app/main after unlock")
    Q_PROPERTY(safelight::ConcernTypes::LoadState state READ state NOTIFY stateChanged FINAL)
    Q_PROPERTY(QString failureText READ failureText NOTIFY stateChanged FINAL)
    Q_PROPERTY(int count READ rowCount NOTIFY countChanged FINAL)
    Q_PROPERTY(int draftCount READ draftCount NOTIFY countChanged FINAL)

public:
    enum class Role {
        ItemId = Qt::UserRole,
        IsDraft,
        Title,
        Kind,
        Place,
        At,
        AtText,
        Stage,
        StageText,
        NeedsAttention,
        CorrectionOf ///< of a correction begun: the note it belongs to; otherwise empty
    };

    explicit NotesModel(const ConcernContext &context, QObject *parent = nullptr);

    [[nodiscard]] LoadState state() const { return m_state; }
    [[nodiscard]] QString failureText() const { return m_failureText; }
    [[nodiscard]] int draftCount() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

public Q_SLOTS:
    /// Reads again. Calls while one is under way are answered by one more reading.
    void refresh();
    /// The same for the drafts alone: after every pause in typing, when nothing else can have changed.
    void refreshDrafts();

Q_SIGNALS:
    void stateChanged();
    void countChanged();

private:
    struct Row {
        QString itemId;
        bool isDraft = false;
        QString title;
        StatementKind kind = StatementKind::Saw;
        QString place;
        std::int64_t atMs = 0;
        ConcernCustody custody;
        QString correctionOf;
        friend bool operator==(const Row &, const Row &) = default;
    };
    struct Page {
        QList<Row> rows;
        bool more = false;
    };
    [[nodiscard]] static Result<Page> readPage(ReadTx &tx, const ConcernRules &rules, const DeviceId &self, int limit);
    [[nodiscard]] static Result<QList<Row>> readDrafts(ReadTx &tx, const ConcernRules &rules);
    [[nodiscard]] static Row rowFrom(const Draft &draft);
    [[nodiscard]] static Row rowFrom(const Draft &draft, const AmendmentDraft &correction);
    void show(const QList<Row> &rows);
    void setState(LoadState state, const QString &failureText = {});

    ConcernContext m_context;
    QList<Row> m_rows;
    LoadState m_state = LoadState::Loading;
    QString m_failureText;
    int m_limit;
    bool m_more = false;
    bool m_reading = false;
    bool m_again = false;
};

} // namespace safelight
