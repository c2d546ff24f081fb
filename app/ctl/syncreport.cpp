// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/syncreport.h"

#include "app/ctl/output.h"

namespace safelight::ctl
{

using namespace Qt::StringLiterals;

SyncReport syncReport(const SyncOutcome &outcome)
{
    SyncReport report;
    report.json = {{u"received"_s, outcome.received},  {u"acked"_s, outcome.acked},
                   {u"pending"_s, outcome.pending},    {u"attention"_s, outcome.attention},
                   {u"set_aside"_s, outcome.setAside}, {u"removed"_s, outcome.removed},
                   {u"rewound"_s, outcome.rewound}};
    report.line = u"%1 received, %2 at the service, %3 still to go"_s.arg(outcome.received)
                      .arg(outcome.acked)
                      .arg(outcome.pending);
    if (const int own = outcome.attention - outcome.setAside; own > 0)
        report.notes.append(u"Written here and not sent, kept for a person to look at: %1."_s.arg(own));
    if (outcome.setAside > 0)
        report.notes.append(u"From others and of no use here, set aside and kept: %1."_s.arg(outcome.setAside));
    if (outcome.removed)
        report.notes.append(u"This device was removed from a space. Everything written here is kept."_s);
    if (!outcome.doubted.isEmpty()) {
        report.failure = Error{outcome.doubted.first(), {}};
        report.json.insert(u"error"_s, errorJson(*report.failure));
    }
    return report;
}

} // namespace safelight::ctl
