// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/concern/custody.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace safelight
{

using namespace Qt::StringLiterals;

namespace
{

QString tr(const char *text) { return QCoreApplication::translate("Custody", text); }

QString withName(const char *named, const char *nameless, const QString &name)
{
    return name.isEmpty() ? tr(nameless) : tr(named).arg(name);
}

} // namespace

CustodyStage ConcernCustody::stage() const
{
    if (toldBackMs > 0)
        return CustodyStage::ToldBack;
    if (decidedMs > 0)
        return CustodyStage::Decided;
    if (openedMs > 0)
        return CustodyStage::Opened;
    if (heldByServiceMs > 0)
        return CustodyStage::HeldByService;
    return savedMs > 0 ? CustodyStage::SafeHere : CustodyStage::Draft;
}

QString timeText(std::int64_t ms, std::int64_t nowMs)
{
    if (ms <= 0)
        return {};
    const QDateTime then = QDateTime::fromMSecsSinceEpoch(ms);
    const QLocale locale;
    QString time = locale.toString(then.time(), u"HH:mm"_s);
    if (then.date() == QDateTime::fromMSecsSinceEpoch(nowMs).date())
        return time;
    //: %1 is a day such as "24 Nov 2026", %2 a time such as "21:04"
    return tr(QT_TRANSLATE_NOOP("Custody", "%1, %2")).arg(locale.toString(then.date(), u"d MMM yyyy"_s), time);
}

QString intervalText(std::int64_t fromMs, std::optional<std::int64_t> toMs, std::int64_t nowMs)
{
    if (!toMs || *toMs == fromMs)
        return timeText(fromMs, nowMs);
    const QDateTime from = QDateTime::fromMSecsSinceEpoch(fromMs);
    const QDateTime to = QDateTime::fromMSecsSinceEpoch(*toMs);
    const bool wholeDay = from.time() == QTime(0, 0) && to.time() == QTime(23, 59) && from.date() == to.date();
    if (wholeDay)
        return QLocale().toString(from.date(), u"d MMM yyyy"_s);
    if (from.date() == to.date())
        //: %1 is a time, perhaps with its day, %2 a time on the same day
        return tr(QT_TRANSLATE_NOOP("Custody", "between %1 and %2"))
            .arg(timeText(fromMs, nowMs), QLocale().toString(to.time(), u"HH:mm"_s));
    return tr(QT_TRANSLATE_NOOP("Custody", "between %1 and %2")).arg(timeText(fromMs, nowMs), timeText(*toMs, nowMs));
}

QList<CustodyStep> custodySteps(const ConcernCustody &custody, std::int64_t nowMs)
{
    const auto step = [nowMs](CustodyStage stage, const QString &text, std::int64_t ms) {
        return CustodyStep{stage, text, timeText(ms, nowMs), ms > 0};
    };
    QList<CustodyStep> steps{
        step(CustodyStage::SafeHere, tr(QT_TRANSLATE_NOOP("Custody", "Safe on this device")), custody.savedMs),
        step(CustodyStage::HeldByService,
             custody.toChampion ? tr(QT_TRANSLATE_NOOP("Custody", "Sent: held by the service for a champion"))
                                : tr(QT_TRANSLATE_NOOP("Custody", "Held by the service for your team")),
             custody.heldByServiceMs)};
    if (!custody.isWithChampion())
        return steps;
    steps << step(CustodyStage::Opened,
                  withName(QT_TRANSLATE_NOOP("Custody", "Opened by %1"),
                           QT_TRANSLATE_NOOP("Custody", "Opened by a champion"), custody.openedBy),
                  custody.openedMs)
          << step(CustodyStage::Decided,
                  withName(QT_TRANSLATE_NOOP("Custody", "Decided by %1"), QT_TRANSLATE_NOOP("Custody", "Decided"),
                           custody.decidedBy),
                  custody.decidedMs)
          << step(CustodyStage::ToldBack, tr(QT_TRANSLATE_NOOP("Custody", "You were told")), custody.toldBackMs);
    // A later step proves the ones before it, even if their own word has not arrived.
    bool later = false;
    for (qsizetype i = steps.size() - 1; i >= 0; --i) {
        later = later || steps[i].done;
        steps[i].done = later;
    }
    return steps;
}

QString sentText(std::int64_t heldByServiceMs, bool refused, std::int64_t nowMs)
{
    if (refused)
        //: Of a correction: the service refused it
        return tr(QT_TRANSLATE_NOOP("Custody", "Not taken"));
    if (heldByServiceMs <= 0)
        //: Of a correction: it is on this device only
        return tr(QT_TRANSLATE_NOOP("Custody", "Not sent yet"));
    //: %1 is a time, perhaps with its day
    return tr(QT_TRANSLATE_NOOP("Custody", "Sent, %1")).arg(timeText(heldByServiceMs, nowMs));
}

QString custodyText(const ConcernCustody &custody, std::int64_t nowMs)
{
    if (custody.refused)
        return tr(
            QT_TRANSLATE_NOOP("Custody", "Needs attention: the service did not take it. It is safe on this device."));
    const auto with = [nowMs](const QString &text, std::int64_t ms) {
        //: %1 is what happened ("Opened by Amara Osei"), %2 when
        return tr(QT_TRANSLATE_NOOP("Custody", "%1, %2")).arg(text, timeText(ms, nowMs));
    };
    switch (custody.stage()) {
    case CustodyStage::ToldBack:
    case CustodyStage::Decided:
        return with(withName(QT_TRANSLATE_NOOP("Custody", "Decided by %1"), QT_TRANSLATE_NOOP("Custody", "Decided"),
                             custody.decidedBy),
                    custody.decidedMs);
    case CustodyStage::Opened:
        return with(withName(QT_TRANSLATE_NOOP("Custody", "Opened by %1"),
                             QT_TRANSLATE_NOOP("Custody", "Opened by a champion"), custody.openedBy),
                    custody.openedMs);
    case CustodyStage::HeldByService: return with(tr(QT_TRANSLATE_NOOP("Custody", "Sent")), custody.heldByServiceMs);
    case CustodyStage::SafeHere: return with(tr(QT_TRANSLATE_NOOP("Custody", "Safe on this device")), custody.savedMs);
    case CustodyStage::Draft: break;
    }
    return tr(QT_TRANSLATE_NOOP("Custody", "Draft"));
}

} // namespace safelight
