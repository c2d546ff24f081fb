// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/triage/chronologymodel.h"
#include "app/triage/conflictmodel.h"
#include "app/triage/decisionmodel.h"
#include "app/triage/recordview.h"

namespace safelight
{

/// The concern that lies open on the champion's desk: what it says, and the actions on it. Every action is one
/// transaction and tells recorded() when it is durable.
class RecordModel final : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Handed to the page by its owner")
    Q_PROPERTY(safelight::triage::LoadState state READ state NOTIFY changed FINAL)
    Q_PROPERTY(QString concernId READ concernId NOTIFY changed FINAL)
    Q_PROPERTY(QString title READ title NOTIFY changed FINAL)
    Q_PROPERTY(QString age READ age NOTIFY changed FINAL)
    Q_PROPERTY(QString where READ where NOTIFY changed FINAL)
    Q_PROPERTY(QString whenText READ whenText NOTIFY changed FINAL)
    Q_PROPERTY(QString slip READ slip NOTIFY changed FINAL)
    Q_PROPERTY(bool clockSuspect READ clockSuspect NOTIFY changed FINAL)
    Q_PROPERTY(safelight::triage::Danger danger READ danger NOTIFY changed FINAL)
    Q_PROPERTY(QString dialledText READ dialledText NOTIFY changed FINAL)
    Q_PROPERTY(QString author READ author NOTIFY changed FINAL)
    Q_PROPERTY(QString recordedText READ recordedText NOTIFY changed FINAL)
    Q_PROPERTY(QString receivedText READ receivedText NOTIFY changed FINAL)
    Q_PROPERTY(safelight::triage::Urgency urgency READ urgency NOTIFY changed FINAL)
    Q_PROPERTY(QString urgencyText READ urgencyText NOTIFY changed FINAL)
    Q_PROPERTY(safelight::triage::Status status READ status NOTIFY changed FINAL)
    Q_PROPERTY(QString statusText READ statusText NOTIFY changed FINAL)
    Q_PROPERTY(QString ownerText READ ownerText NOTIFY changed FINAL)
    Q_PROPERTY(bool mine READ mine NOTIFY changed FINAL)
    Q_PROPERTY(QString dueText READ dueText NOTIFY changed FINAL)
    Q_PROPERTY(QString dueTime READ dueTime NOTIFY changed FINAL)
    Q_PROPERTY(bool overdue READ overdue NOTIFY changed FINAL)
    Q_PROPERTY(bool addedSince READ addedSince NOTIFY changed FINAL)
    Q_PROPERTY(safelight::triage::Feedback feedback READ feedback NOTIFY changed FINAL)
    Q_PROPERTY(QString feedbackText READ feedbackText NOTIFY changed FINAL)
    Q_PROPERTY(bool canMessage READ canMessage NOTIFY changed FINAL)
    Q_PROPERTY(bool busy READ busy NOTIFY busyChanged FINAL)
    Q_PROPERTY(QString failureText READ failureText NOTIFY failureChanged FINAL)
    Q_PROPERTY(safelight::ChronologyModel *chronology READ chronology CONSTANT FINAL)
    Q_PROPERTY(safelight::ConflictModel *conflict READ conflict CONSTANT FINAL)
    Q_PROPERTY(safelight::DecisionModel *decision READ decision CONSTANT FINAL)

public:
    explicit RecordModel(const triage::Context &context, QObject *parent = nullptr);

    [[nodiscard]] triage::LoadState state() const { return m_state; }
    [[nodiscard]] QString concernId() const { return m_concern ? m_concern->toHex() : QString(); }
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString age() const { return m_view.facts.age; }
    [[nodiscard]] QString where() const { return m_view.facts.where; }
    [[nodiscard]] QString whenText() const { return m_text.when(m_view.facts); }
    [[nodiscard]] QString slip() const { return m_view.facts.slip; }
    [[nodiscard]] bool clockSuspect() const { return m_view.facts.clockSuspect; }
    [[nodiscard]] triage::Danger danger() const { return m_view.item.danger; }
    /// When the 999 button was used; empty when it was not.
    [[nodiscard]] QString dialledText() const { return m_text.time(m_view.facts.dialled999Ms); }
    [[nodiscard]] QString author() const { return triage::Text::person(m_view.item.author); }
    [[nodiscard]] QString recordedText() const { return m_text.time(m_view.item.recordedMs); }
    [[nodiscard]] QString receivedText() const { return m_text.time(m_view.item.receivedMs); }
    [[nodiscard]] triage::Urgency urgency() const { return m_view.item.urgency; }
    [[nodiscard]] QString urgencyText() const { return triage::Text::urgency(m_view.item.urgency); }
    [[nodiscard]] triage::Status status() const { return m_view.item.status; }
    [[nodiscard]] QString statusText() const { return triage::Text::status(m_view.item.status); }
    [[nodiscard]] QString ownerText() const { return triage::Text::owner(m_view.item); }
    [[nodiscard]] bool mine() const { return m_view.mine; }
    [[nodiscard]] QString dueText() const { return m_text.due(m_view.item, m_context.nowMs()); }
    [[nodiscard]] QString dueTime() const { return m_text.timeSeen(m_view.item.dueMs, m_context.nowMs()); }
    [[nodiscard]] bool overdue() const { return m_view.item.isOverdue(m_context.nowMs()); }
    /// It is decided, and the author has added something that whoever decided cannot have known.
    [[nodiscard]] bool addedSince() const
    {
        return m_view.item.status == triage::Status::Decided && m_view.item.addedMs > 0;
    }
    [[nodiscard]] triage::Feedback feedback() const { return m_view.feedback; }
    [[nodiscard]] QString feedbackText() const;
    [[nodiscard]] bool canMessage() const { return m_view.canMessage; }
    [[nodiscard]] bool busy() const { return m_busy; }
    [[nodiscard]] QString failureText() const { return m_failureText; }
    [[nodiscard]] ChronologyModel *chronology() { return &m_chronology; }
    [[nodiscard]] ConflictModel *conflict() { return &m_conflict; }
    [[nodiscard]] DecisionModel *decision() { return &m_decision; }

    /// Opens a concern (which is recorded the first time) and shows it. Empty or unknown text closes.
    void open(const QString &concernId);
    /// Puts the record away. Like open(), only once the decision being written is safe as a draft: where the disk
    /// refuses it, the record stays and failureText says why.
    void close();
    /// Reads it again after a sync.
    Q_INVOKABLE void refresh();

    Q_INVOKABLE void chooseUrgency(safelight::triage::Urgency urgency);
    Q_INVOKABLE void take();
    /// The end of a day from today (0) on.
    Q_INVOKABLE void setDueInDays(int days);
    /// Settles the conflict shown on the value of this head.
    Q_INVOKABLE void settle(const QString &changeId);

Q_SIGNALS:
    void changed();
    void busyChanged();
    void failureChanged();
    /// Something of ours became durable: the inbox reads again, the sync loop sends it.
    void recorded();
    /// For the announcer: short, no content of the record.
    void announced(const QString &text);

private:
    void leaveFor(const std::optional<Uuid> &next);
    void load(bool opening);
    void showView(triage::RecordView view, bool sameRecord);
    template <class F>
    void act(F fn, const QString &said);
    void setState(triage::LoadState state);
    void setBusy(bool busy);
    void setFailure(const QString &text);

    const triage::Context &m_context;
    triage::Text m_text;
    std::optional<Uuid> m_concern;
    triage::RecordView m_view;
    triage::LoadState m_state = triage::LoadState::Empty;
    QString m_failureText;
    quint64 m_opened = 0; ///< counts open() and close(): late answers are ignored
    bool m_busy = false;
    ChronologyModel m_chronology;
    ConflictModel m_conflict;
    DecisionModel m_decision;
};

} // namespace safelight
