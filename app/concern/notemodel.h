// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/concern/context.h"
#include "app/concern/valuelistmodels.h"
#include "app/store/autosave.h"

#include <functional>

namespace safelight
{

/// One note of one's own: what was written, where it is now, what came back, and room to correct or add something.
/// A correction is a draft while it is written and a signed record of its own afterwards; the note never changes.
class NoteModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by app/main after unlock")
    Q_PROPERTY(safelight::ConcernTypes::LoadState state READ state NOTIFY changed FINAL)
    Q_PROPERTY(QString failureText READ failureText NOTIFY changed FINAL)
    Q_PROPERTY(QString noteId READ noteId NOTIFY changed FINAL)
    Q_PROPERTY(safelight::NotePartListModel *parts READ parts CONSTANT FINAL)
    Q_PROPERTY(safelight::CustodyListModel *custody READ custody CONSTANT FINAL)
    Q_PROPERTY(QString custodySummary READ custodySummary NOTIFY changed FINAL)
    Q_PROPERTY(bool needsAttention READ needsAttention NOTIFY changed FINAL)
    Q_PROPERTY(QString attentionText READ attentionText NOTIFY changed FINAL)
    Q_PROPERTY(safelight::MessageListModel *messages READ messages CONSTANT FINAL)
    Q_PROPERTY(QString writtenAt READ writtenAt NOTIFY changed FINAL)
    Q_PROPERTY(safelight::ConcernTypes::Danger danger READ danger NOTIFY changed FINAL)
    Q_PROPERTY(QString dialledTime READ dialledTime NOTIFY changed FINAL)
    Q_PROPERTY(QString who READ who NOTIFY changed FINAL)
    Q_PROPERTY(bool whoUnknown READ isWhoUnknown NOTIFY changed FINAL)
    Q_PROPERTY(QString age READ age NOTIFY changed FINAL)
    Q_PROPERTY(QString where READ where NOTIFY changed FINAL)
    Q_PROPERTY(QString when READ when NOTIFY changed FINAL)
    Q_PROPERTY(bool clockSuspect READ isClockSuspect NOTIFY changed FINAL)
    Q_PROPERTY(bool canSend READ canSend NOTIFY changed FINAL) ///< kept with the team, and could go to a champion
    Q_PROPERTY(QString sendFailureText READ sendFailureText NOTIFY changed FINAL)
    Q_PROPERTY(QString amendment READ amendment NOTIFY amendmentChanged FINAL)
    Q_PROPERTY(QString amendmentProblem READ amendmentProblem NOTIFY amendmentChanged FINAL)
    Q_PROPERTY(
        QString draftTrouble READ draftTrouble NOTIFY amendmentChanged FINAL) ///< the correction is not on the disk
    Q_PROPERTY(bool amendmentResumed READ isAmendmentResumed NOTIFY amendmentChanged FINAL) ///< begun before
    Q_PROPERTY(AmendState amendState READ amendState NOTIFY amendmentChanged FINAL)

public:
    enum class AmendState { Idle, Saving, Saved };
    Q_ENUM(AmendState)

    explicit NoteModel(const ConcernContext &context, QObject *parent = nullptr);
    ~NoteModel() override;

    [[nodiscard]] LoadState state() const { return m_state; }
    [[nodiscard]] QString failureText() const { return m_failureText; }
    [[nodiscard]] QString noteId() const { return m_id.isZero() ? QString() : m_id.toHex(); }
    [[nodiscard]] NotePartListModel *parts() { return &m_parts; }
    [[nodiscard]] CustodyListModel *custody() { return &m_custody; }
    [[nodiscard]] QString custodySummary() const { return custodyText(m_view.custody, m_context.nowMs()); }
    [[nodiscard]] bool needsAttention() const { return m_view.custody.refused.has_value(); }
    [[nodiscard]] QString attentionText() const;
    [[nodiscard]] MessageListModel *messages() { return &m_messages; }
    [[nodiscard]] QString writtenAt() const { return timeText(m_view.recordedAtMs, m_context.nowMs()); }
    [[nodiscard]] Danger danger() const { return m_view.danger; }
    [[nodiscard]] QString dialledTime() const { return timeText(m_view.dialled999Ms, m_context.nowMs()); }
    [[nodiscard]] QString who() const { return m_view.who; }
    [[nodiscard]] bool isWhoUnknown() const { return m_view.whoUnknown; }
    [[nodiscard]] QString age() const { return m_view.age; }
    [[nodiscard]] QString where() const { return m_view.where; }
    [[nodiscard]] QString when() const;
    [[nodiscard]] bool isClockSuspect() const { return m_view.clockSuspect; }
    [[nodiscard]] bool canSend() const
    {
        return m_state == LoadState::Filled && m_maySend && !m_sending && !m_view.custody.isWithChampion();
    }
    [[nodiscard]] QString sendFailureText() const { return m_sendFailureText; }
    [[nodiscard]] QString amendment() const { return m_amendment; }
    [[nodiscard]] QString amendmentProblem() const { return m_amendmentProblem; }
    [[nodiscard]] QString draftTrouble() const { return m_draftTrouble; }
    [[nodiscard]] bool isAmendmentResumed() const { return m_amendmentResumed; }
    [[nodiscard]] AmendState amendState() const { return m_amendState; }

    /// Shows another note; a correction that was begun for it comes back. The one that is shown is left only when the
    /// correction begun for it is on the disk; when it cannot be kept, it stays, with draftTrouble.
    Q_INVOKABLE void open(const QString &noteId);
    /// Forgets what is shown, as open() does.
    Q_INVOKABLE void close();
    Q_INVOKABLE void writeAmendment(const QString &text);
    Q_INVOKABLE void saveAmendment();
    /// A note that was kept with the team goes to the champions after all.
    Q_INVOKABLE void sendToChampion();
    Q_INVOKABLE void flush();

public Q_SLOTS:
    /// After a sync: reads the note again, quietly.
    void refresh();

Q_SIGNALS:
    void changed();
    void amendmentChanged();
    void draftSaved();
    /// A correction, or the decision to send, is durable; app/main tells the sync loop.
    void amended(const QString &noteId);

private:
    struct Opened {
        ConcernView view;
        Uuid draftId; ///< of a correction that was begun, or zero
        QString draftText;
        bool maySend = false;
    };
    void setState(LoadState state, const QString &failureText = {});
    void show(const ConcernView &view);
    void leaveThen(std::function<void()> then);
    void load(const Uuid &id);
    [[nodiscard]] QFuture<Done> writeDraft();
    void draftTold(const Done &result);

    ConcernContext m_context;
    Uuid7Generator m_ids;
    NotePartListModel m_parts;
    CustodyListModel m_custody;
    MessageListModel m_messages;
    Autosave m_autosave;
    ConcernView m_view;
    Uuid m_id;
    LoadState m_state = LoadState::Empty;
    QString m_failureText;
    Uuid m_draftId;
    QString m_amendment;
    QString m_amendmentProblem;
    QString m_draftTrouble;
    AmendState m_amendState = AmendState::Idle;
    QString m_sendFailureText;
    bool m_amendmentResumed = false;
    bool m_maySend = false;
    bool m_sending = false;
};

} // namespace safelight
