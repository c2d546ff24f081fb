// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/triage/keyedlistmodel.h"
#include "app/triage/triagecontext.h"

#include <QtQml/qqmlregistration.h>

namespace safelight
{

struct FoundRow {
    Uuid record;
    Uuid concern;
    QString title;
    QString snippet;
    QString timeText;

    [[nodiscard]] const Uuid &key() const { return record; }
    friend bool operator==(const FoundRow &, const FoundRow &) = default;
};

/// What a search over the words of all concerns found, newest first. A search is a person's own deliberate act; it
/// never ranks and never suggests.
class FoundModel final : public KeyedListModel<FoundRow>
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Handed to the page by its owner")
    Q_PROPERTY(int count READ count NOTIFY changed FINAL)
    Q_PROPERTY(QString typed READ typed NOTIFY changed FINAL)
    Q_PROPERTY(bool searching READ searching NOTIFY changed FINAL)
    Q_PROPERTY(bool active READ active NOTIFY changed FINAL)
    Q_PROPERTY(QString failureText READ failureText NOTIFY changed FINAL)

public:
    enum class Role { ConcernId = Qt::UserRole, Title, Snippet, TimeText };
    static constexpr int kLimit = 50;

    explicit FoundModel(const triage::Context &context, QObject *parent = nullptr);

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] const QString &typed() const { return m_typed; }
    [[nodiscard]] bool searching() const { return m_running; }
    [[nodiscard]] bool active() const { return !m_typed.trimmed().isEmpty(); }
    [[nodiscard]] const QString &failureText() const { return m_failureText; }

    /// Called on every key stroke; one search runs at a time, the latest words win. Blank text ends the search.
    Q_INVOKABLE void search(const QString &typed);

Q_SIGNALS:
    void changed();

private:
    void run();

    const triage::Context &m_context;
    QString m_typed;
    QString m_searched; ///< what the running search looks for
    QString m_failureText;
    bool m_running = false;
};

} // namespace safelight
