// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benches.h"

#include <QProcess>
#include <QTemporaryDir>

namespace safelight::bench
{

namespace
{

constexpr int kRounds = 15;

/// From starting the process to its end right after the first frame.
double firstFrame(const QString &program, const QStringList &arguments)
{
    return timed([&] {
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(program, arguments);
        if (!process.waitForFinished(60'000) || process.exitCode() != 0)
            giveUp(QStringLiteral("%1 did not show a first frame").arg(program));
    });
}

} // namespace

void startBench(const QString &programs)
{
    title(QStringLiteral("Start: process start to first frame, %1 rounds in turn").arg(kRounds));
    const QTemporaryDir data;
    const QStringList arguments{QStringLiteral("--data"), data.filePath(QStringLiteral("tablet")),
                                QStringLiteral("--window"), QStringLiteral("800x1280"),
                                QStringLiteral("--quit-after-first-frame")};
    std::vector<double> ours;
    std::vector<double> empty;
    for (int i = 0; i <= kRounds; ++i) {
        const double bare = firstFrame(programs + QStringLiteral("/safelight-bench-empty"), {});
        const double program = firstFrame(programs + QStringLiteral("/safelight"), arguments);
        if (i > 0) { // the first pair warms the disk cache
            empty.push_back(bare);
            ours.push_back(program);
        }
    }
    const Figures window = figuresOf(empty);
    const Figures program = figuresOf(ours);
    line(QStringLiteral("empty Qt Quick Controls window"), ms(window.p50),
         QStringLiteral("max %1").arg(ms(window.max)));
    line(QStringLiteral("safelight, to its first screen"), ms(program.p50),
         QStringLiteral("max %1").arg(ms(program.max)));
    line(QStringLiteral("ratio"), ratio(program.p50, window.p50), verdict(program.p50 / window.p50, 1.5));
}

} // namespace safelight::bench
