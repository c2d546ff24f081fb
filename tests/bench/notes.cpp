// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/notes.h"

namespace safelight::bench
{

ConcernDraft Notes::next()
{
    static const QStringList who{QStringLiteral("woman about 40, grey tent"), QStringLiteral("man with a red rucksack"),
                                 QStringLiteral("two young people"), QStringLiteral("known here as Billie")};
    static const QStringList places{QStringLiteral("north doorway of the market"),
                                    QStringLiteral("under the east stair"), QStringLiteral("bench by the reading room"),
                                    QStringLiteral("third arch, river side"),
                                    QStringLiteral("doorway of the closed bank")};
    static const QStringList seen{
        QStringLiteral("%1 was lying awake in the %2 and did not answer when we spoke; breathing calmly, blanket wet."),
        QStringLiteral("%1 gave leaflets to people at the %2 and was asked to stop; nobody raised their voice."),
        QStringLiteral("%1 had packed everything into two bags at the %2 and kept looking at the road."),
        QStringLiteral("%1 sat at the %2 for an hour with a phone, crying at times, and accepted tea.")};
    static const QStringList said{
        QStringLiteral("I do not want to go back there, they took my papers and I owe them."),
        QStringLiteral("People online say it will all begin soon and that I will have a part in it."),
        QStringLiteral("My sister does not know where I am, please do not ring her."),
        QStringLiteral("I have slept badly for a week and I hear them talking about me.")};

    ConcernDraft draft;
    draft.danger = Danger::No;
    draft.who = pick(who);
    draft.where = pick(places);
    StatementDraft saw;
    saw.kind = StatementKind::Saw;
    saw.text = pick(seen).arg(draft.who, draft.where);
    if (m_random.below(2000) == 0)
        saw.text += QStringLiteral(" They carried a harmonica.");
    saw.text += QStringLiteral(" Round %1.").arg(m_random.below(1'000'000));
    StatementDraft quote;
    quote.kind = StatementKind::Said;
    quote.text = pick(said);
    draft.statements = {saw, quote};
    return draft;
}

} // namespace safelight::bench
