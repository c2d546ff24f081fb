// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/concern/kioskmodel.h"

#include "sync/base/when_ready.h"

#include <algorithm>

namespace safelight
{

using namespace Qt::StringLiterals;

namespace
{

QList<CustodyStep> stepsOf(const SlipStatus &status, std::int64_t nowMs)
{
    const auto step = [&](CustodyStage stage, const QString &text, std::int64_t ms, bool done) {
        return CustodyStep{stage, text, timeText(ms, nowMs), done};
    };
    QList<CustodyStep> steps;
    const bool opened = status.openedMs > 0 || status.decidedMs > 0;
    if (status.handedInMs == 0) // elsewhere: how it came from there to the service is not known here
        steps << step(CustodyStage::SafeHere, KioskModel::tr("Handed in"), 0, true);
    else
        steps << step(CustodyStage::SafeHere, KioskModel::tr("Safe on this device"), status.handedInMs, true);
    if (status.refused)
        return steps << step(CustodyStage::HeldByService, KioskModel::tr("Not taken by the service"), 0, false);
    if (status.handedInMs > 0) {
        const bool held = status.heldByServiceMs > 0 || opened;
        const QString text = held ? KioskModel::tr("With the service") : KioskModel::tr("On its way to the service");
        steps << step(CustodyStage::HeldByService, text, status.heldByServiceMs, held);
    }
    return steps << step(CustodyStage::Opened, KioskModel::tr("Opened by a safeguarding champion"), status.openedMs,
                         opened)
                 << step(CustodyStage::Decided, KioskModel::tr("Decided. Thank you for telling us."), status.decidedMs,
                         status.decidedMs > 0);
}

} // namespace

KioskModel::KioskModel(const ConcernContext &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_note(context)
    , m_slipSteps(this)
{
    connect(&m_note, &CaptureModel::saved, this, [this] {
        static_cast<void>(m_context.vault.checkpoint()); // the draft leaves the log too
        setStep(Step::HandedIn);
    });
    connect(&m_note, &CaptureModel::resumedChanged, this, [this] {
        if (m_note.isResumed() && m_step == Step::Danger && m_note.danger() != Danger::Unanswered)
            setStep(stepOf(m_note.cursorField()));
    });
}

int KioskModel::stepNumber() const { return m_step <= Step::Check ? int(m_step) + 1 : 0; }

QStringList KioskModel::inputsOf(Step step) const
{
    switch (step) {
    case Step::Danger: return {u"danger"_s};
    case Step::What: return {u"statement."_s};
    case Step::WhoWhere: return {u"who"_s, u"age"_s, u"where"_s, u"when"_s};
    case Step::Check:
    case Step::HandedIn:
    case Step::SlipStatus: break;
    }
    return {};
}

KioskModel::Step KioskModel::stepOf(const QString &field) const
{
    const QStringList later = inputsOf(Step::WhoWhere);
    const bool isLater = std::ranges::any_of(later, [&](const QString &name) { return field.startsWith(name); });
    return isLater ? Step::WhoWhere : Step::What;
}

void KioskModel::setStep(Step step)
{
    if (m_step == step)
        return;
    m_step = step;
    Q_EMIT stepChanged();
}

void KioskModel::begin()
{
    setStep(Step::Danger);
    m_note.resumeLatest();
    whenReady(m_context.vault.read([](ReadTx &tx) { return slips::lastUnread(tx); }), this,
              [this](const Result<std::optional<Slip>> &slip) {
                  if (slip && *slip)
                      showLastSlip(**slip);
              });
}

void KioskModel::showLastSlip(const Slip &slip)
{
    m_lastSlip = slip;
    Q_EMIT lastSlipChanged();
}

void KioskModel::takeLastSlip()
{
    showLastSlip({});
    // Should it fail, the number is only shown once more.
    (void)m_context.vault.write([](WriteTx &tx, Journal &, Engine &) { return slips::markRead(tx); });
}

void KioskModel::next()
{
    if (m_step >= Step::Check || !m_note.checkOnly(inputsOf(m_step)))
        return;
    setStep(Step(int(m_step) + 1));
}

void KioskModel::back()
{
    if (m_step == Step::SlipStatus)
        return setStep(Step::Danger);
    if (m_step > Step::Danger && m_step <= Step::Check)
        setStep(Step(int(m_step) - 1));
}

void KioskModel::goTo(Step step)
{
    if (step < m_step && m_step <= Step::Check)
        setStep(step);
}

void KioskModel::handIn()
{
    if (m_step == Step::Check)
        m_note.save();
}

void KioskModel::giveUp()
{
    m_note.discard();
    setStep(Step::Danger);
    Q_EMIT finished();
}

void KioskModel::finish()
{
    takeLastSlip();
    m_note.startNew();
    setSlipState(SlipState::Idle);
    m_slipSteps.show({});
    setStep(Step::Danger);
    Q_EMIT finished();
}

void KioskModel::askForSlip()
{
    if (m_step != Step::Danger)
        return;
    setSlipState(SlipState::Idle);
    setStep(Step::SlipStatus);
}

void KioskModel::lookUpSlip(const QString &typed)
{
    setSlipState(SlipState::Looking, typed);
    auto status = m_context.vault.read(
        [rules = m_context.rules, typed](ReadTx &tx) { return concerns::slipStatus(tx, rules, typed); });
    whenReady(status, this, [this, typed](const Result<std::optional<SlipStatus>> &found) {
        if (m_slipState != SlipState::Looking || m_slipNumber != typed)
            return; // another number was asked for meanwhile
        if (!found)
            return setSlipState(SlipState::Failed, typed, m_context.explain(found.error()));
        if (!*found)
            return setSlipState(SlipState::Unknown, typed);
        m_slipNotTaken = (*found)->refused.has_value();
        m_slipSteps.show(stepsOf(**found, m_context.nowMs()));
        setSlipState(SlipState::Found, (*found)->number);
    });
}

void KioskModel::setSlipState(SlipState state, const QString &number, const QString &failureText)
{
    m_slipState = state;
    m_slipNumber = number;
    m_slipFailureText = failureText;
    Q_EMIT slipStateChanged();
}

} // namespace safelight
