// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benches.h"

#include "tests/bench/notes.h"

#include <QFile>
#include <fcntl.h>
#include <unistd.h>

namespace safelight::bench
{

namespace
{
constexpr int kRounds = 400;
constexpr int kWarmUp = 20;

/// The bare floor: append as many bytes as a save writes and fdatasync, on the same disk.
std::vector<double> bareSync(const QString &folder, qsizetype bytes)
{
    const QString path = folder + QStringLiteral("/bare");
    const int file = ::open(QFile::encodeName(path).constData(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
    if (file < 0)
        giveUp(QStringLiteral("cannot write beside the vault"));
    const QByteArray block(bytes, 'x');
    std::vector<double> times;
    for (int i = 0; i < kRounds + kWarmUp; ++i) {
        const double took = timed([&] {
            if (::write(file, block.constData(), std::size_t(block.size())) != block.size() || ::fdatasync(file) != 0)
                giveUp(QStringLiteral("cannot write beside the vault"));
        });
        if (i >= kWarmUp)
            times.push_back(took);
    }
    ::close(file);
    QFile::remove(path);
    return times;
}
} // namespace

void saveBench(BenchWorld &world)
{
    title(QStringLiteral("Save: from the tap to durable (one transaction: rows, search index, two sealed envelopes)"));
    Notes notes(1);
    std::vector<double> ours;
    const qint64 walBefore = world.vaultBytesWritten();
    for (int i = 0; i < kRounds + kWarmUp; ++i) {
        const ConcernDraft draft = notes.next();
        const double took = timed([&] { world.save(draft); });
        if (i >= kWarmUp)
            ours.push_back(took);
    }
    const qint64 perSave = (world.vaultBytesWritten() - walBefore) / (kRounds + kWarmUp);
    const Figures bare = figuresOf(bareSync(world.folder(), 4096));
    const Figures saves = figuresOf(ours);
    line(QStringLiteral("bare 4 KiB append + fdatasync"), ms(bare.p50), QStringLiteral("p99 %1").arg(ms(bare.p99)));
    line(QStringLiteral("save"), ms(saves.p50), QStringLiteral("p99 %1, max %2").arg(ms(saves.p99), ms(saves.max)));
    if (perSave > 0) {
        const Figures same = figuresOf(bareSync(world.folder(), perSave));
        line(QStringLiteral("bare append of the bytes a save writes (%1)").arg(perSave), ms(same.p50),
             QStringLiteral("p99 %1").arg(ms(same.p99)));
    }
    line(QStringLiteral("save / bare fdatasync, p50"), ratio(saves.p50, bare.p50));
    const double allowed = std::max(50.0, 3 * bare.p99);
    line(QStringLiteral("save p99 against max(50 ms, 3 x bare p99)"), ms(saves.p99), verdict(saves.p99, allowed));
}

} // namespace safelight::bench
