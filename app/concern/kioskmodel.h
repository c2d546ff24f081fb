// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/concern/capturemodel.h"
#include "app/store/outbox.h"

namespace safelight
{

/// The one task of a shared kiosk: danger, what, who and where, check, hand in, a slip number, gone. Also answers how
/// far a slip has come. Never shows what was handed in again: it cannot.
class KioskModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by app/main after unlock")
    Q_PROPERTY(Step step READ step NOTIFY stepChanged FINAL)
    Q_PROPERTY(int stepNumber READ stepNumber NOTIFY stepChanged FINAL) ///< 1 to 4, 0 outside the flow
    Q_PROPERTY(safelight::CaptureModel *note READ note CONSTANT FINAL)
    Q_PROPERTY(QString slip READ slip NOTIFY stepChanged FINAL)
    Q_PROPERTY(QString lastSlip READ lastSlip NOTIFY lastSlipChanged FINAL) ///< handed in, and its number not taken yet
    Q_PROPERTY(QString lastSlipTime READ lastSlipTime NOTIFY lastSlipChanged FINAL)
    Q_PROPERTY(SlipState slipState READ slipState NOTIFY slipStateChanged FINAL)
    Q_PROPERTY(QString slipNumber READ slipNumber NOTIFY slipStateChanged FINAL)
    Q_PROPERTY(bool slipNotTaken READ isSlipNotTaken NOTIFY slipStateChanged FINAL) ///< refused by the service
    Q_PROPERTY(QString slipFailureText READ slipFailureText NOTIFY slipStateChanged FINAL)
    Q_PROPERTY(safelight::CustodyListModel *slipSteps READ slipSteps CONSTANT FINAL)

public:
    enum class Step { Danger, What, WhoWhere, Check, HandedIn, SlipStatus };
    Q_ENUM(Step)
    enum class SlipState { Idle, Looking, Found, Unknown, Failed };
    Q_ENUM(SlipState)

    explicit KioskModel(const ConcernContext &context, QObject *parent = nullptr);

    [[nodiscard]] Step step() const { return m_step; }
    [[nodiscard]] int stepNumber() const;
    [[nodiscard]] CaptureModel *note() { return &m_note; }
    [[nodiscard]] QString slip() const { return m_note.slip(); }
    [[nodiscard]] QString lastSlip() const { return m_lastSlip.number; }
    [[nodiscard]] QString lastSlipTime() const { return timeText(m_lastSlip.handedInMs, m_context.nowMs()); }
    [[nodiscard]] SlipState slipState() const { return m_slipState; }
    [[nodiscard]] QString slipNumber() const { return m_slipNumber; }
    [[nodiscard]] bool isSlipNotTaken() const { return m_slipState == SlipState::Found && m_slipNotTaken; }
    [[nodiscard]] QString slipFailureText() const { return m_slipFailureText; }
    [[nodiscard]] CustodyListModel *slipSteps() { return &m_slipSteps; }

    /// After unlock: what was interrupted comes back, otherwise an empty note. A slip whose number nobody said to have
    /// is shown again.
    Q_INVOKABLE void begin();
    /// To the next step, if this one has nothing to mend.
    Q_INVOKABLE void next();
    Q_INVOKABLE void back();
    Q_INVOKABLE void goTo(safelight::KioskModel::Step step); ///< earlier steps only
    Q_INVOKABLE void handIn();
    /// Throws the note away. The page asks first.
    Q_INVOKABLE void giveUp();
    /// After the slip number was read: forgets everything and says finished().
    Q_INVOKABLE void finish();
    /// The person has the number of the last slip.
    Q_INVOKABLE void takeLastSlip();
    Q_INVOKABLE void askForSlip();
    Q_INVOKABLE void lookUpSlip(const QString &typed);

Q_SIGNALS:
    void stepChanged();
    void slipStateChanged();
    void lastSlipChanged();
    /// The task is over: the shell goes back to choosing a person.
    void finished();

private:
    void setStep(Step step);
    void setSlipState(SlipState state, const QString &number = {}, const QString &failureText = {});
    void showLastSlip(const Slip &slip);
    [[nodiscard]] QStringList inputsOf(Step step) const;
    /// The step in which a field of the note is asked.
    [[nodiscard]] Step stepOf(const QString &field) const;

    ConcernContext m_context;
    CaptureModel m_note;
    CustodyListModel m_slipSteps;
    Step m_step = Step::Danger;
    SlipState m_slipState = SlipState::Idle;
    Slip m_lastSlip;
    bool m_slipNotTaken = false;
    QString m_slipNumber;
    QString m_slipFailureText;
};

} // namespace safelight
