// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/triage/foundmodel.h"
#include "app/triage/inboxlistmodel.h"
#include "app/triage/recordmodel.h"

#include <QTimer>

namespace safelight
{

/// The champion's desk: the inbox, the record that lies open, and the search. Made after unlock; destroyed before the
/// vault. GUI thread.
class TriageModel final : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program after unlocking")
    Q_PROPERTY(safelight::triage::LoadState state READ state NOTIFY changed FINAL)
    Q_PROPERTY(QString failureText READ failureText NOTIFY changed FINAL)
    Q_PROPERTY(bool showDecided READ showDecided NOTIFY changed FINAL)
    Q_PROPERTY(int overdueCount READ overdueCount NOTIFY changed FINAL)
    Q_PROPERTY(int notTriagedCount READ notTriagedCount NOTIFY changed FINAL)
    Q_PROPERTY(bool truncated READ truncated NOTIFY changed FINAL)
    Q_PROPERTY(safelight::InboxListModel *inbox READ inbox CONSTANT FINAL)
    Q_PROPERTY(safelight::RecordModel *record READ record CONSTANT FINAL)
    Q_PROPERTY(safelight::FoundModel *found READ found CONSTANT FINAL)

public:
    /// What became overdue is shown as such within this time, also when nothing is synced.
    static constexpr std::chrono::seconds kLookAgain{60};

    /// The vault and the clock outlive the model. `rules` say how soon things are due, and in which time zone;
    /// `explain` says an error in words.
    TriageModel(Vault &vault, std::shared_ptr<const triage::TriageForms> forms, const triage::TriageRules &rules,
                const Clock &clock, triage::Explain explain, QObject *parent = nullptr);

    [[nodiscard]] triage::LoadState state() const { return m_state; }
    [[nodiscard]] const QString &failureText() const { return m_failureText; }
    [[nodiscard]] bool showDecided() const { return m_showDecided; }
    [[nodiscard]] int overdueCount() const { return m_overdue; }
    [[nodiscard]] int notTriagedCount() const { return m_notTriaged; }
    [[nodiscard]] bool truncated() const { return m_truncated; }
    [[nodiscard]] InboxListModel *inbox() { return &m_inbox; }
    [[nodiscard]] RecordModel *record() { return &m_record; }
    [[nodiscard]] FoundModel *found() { return &m_found; }

    Q_INVOKABLE void open(const QString &concernId);
    Q_INVOKABLE void close();
    /// The decided concerns instead of the open ones.
    Q_INVOKABLE void setShowDecided(bool show);
    /// Before a lock: what is being written is handed to the vault, which finishes it before it closes.
    void flush() { m_record.decision()->flush(); }

public Q_SLOTS:
    /// Reads again: after a sync, and when a person asks after a failure. Calls while one runs are put together.
    void refresh();

Q_SIGNALS:
    void changed();
    /// Something of ours is durable and can be sent: for the sync loop.
    void saved();
    /// For the announcer.
    void announced(const QString &text);

private:
    void refreshInbox();
    void readInbox();
    void fail(const Error &error);

    triage::Context m_context;
    InboxListModel m_inbox;
    RecordModel m_record;
    FoundModel m_found;
    QTimer m_lookAgain;
    DeviceId m_duty;
    QString m_failureText;
    triage::LoadState m_state = triage::LoadState::Loading;
    int m_overdue = 0;
    int m_notTriaged = 0;
    bool m_truncated = false;
    bool m_showDecided = false;
    bool m_reading = false;
    bool m_again = false;
};

} // namespace safelight
