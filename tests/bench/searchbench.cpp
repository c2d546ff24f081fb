// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benches.h"

#include "app/store/records.h"
#include "app/store/search.h"
#include "tests/bench/notes.h"

namespace safelight::bench
{

namespace
{
constexpr int kRounds = 200;
constexpr int kFirstPage = 50;
} // namespace

void searchBench(BenchWorld &world, int count)
{
    title(QStringLiteral("Search and lists over %1 notes, first page of %2").arg(count).arg(kFirstPage));
    Notes notes(2);
    const double filling = timed([&] { world.saveMany(notes, count); });
    line(QStringLiteral("filling the store"), QStringLiteral("%1 s").arg(filling / 1000, 0, 'f', 1),
         QStringLiteral("%1 notes/s, sealed, signed, indexed").arg(int(count / (filling / 1000))));

    const struct {
        const char *what;
        QString words;
    } searches[] = {
        {"a rare word", notes.rareWord()},
        {"a common word", notes.commonWord()},
        {"two words, the last as a prefix", notes.commonWord() + u' ' + notes.rareWord().left(4)},
    };
    for (const auto &search : searches) {
        std::vector<double> times;
        qsizetype hits = 0;
        for (int i = 0; i < kRounds; ++i) {
            times.push_back(timed([&] {
                const auto found = world.vault()
                                       .read([&](ReadTx &tx) { return search::find(tx, search.words, kFirstPage); })
                                       .takeResult();
                if (!found)
                    giveUp(QStringLiteral("search failed"));
                hits = found->size();
            }));
        }
        const Figures figures = figuresOf(times);
        line(QString::fromLatin1(search.what), ms(figures.p50),
             QStringLiteral("p99 %1 (%2), %3 hits").arg(ms(figures.p99), verdict(figures.p99, 16)).arg(hits));
    }
    std::vector<double> lists;
    for (int i = 0; i < kRounds; ++i)
        lists.push_back(timed([&] { world.listOwn(kFirstPage); }));
    const Figures figures = figuresOf(lists);
    line(QStringLiteral("my notes, newest page"), ms(figures.p50),
         QStringLiteral("p99 %1 (%2)").arg(ms(figures.p99), verdict(figures.p99, 16)));
}

} // namespace safelight::bench
