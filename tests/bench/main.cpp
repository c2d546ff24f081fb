// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of the product (design.md section 7), each beside the floor it is measured against in the same run.
#include "tests/bench/benches.h"

#include "sync/crypto/secret.h"

#include <QCommandLineParser>
#include <QCoreApplication>

using namespace safelight;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Measures Safelight and prints ratios. Nothing here passes or fails."));
    parser.addHelpOption();
    const QCommandLineOption programs(QStringLiteral("programs"), QStringLiteral("Folder of the built programs."),
                                      QStringLiteral("folder"), QCoreApplication::applicationDirPath());
    const QCommandLineOption only(QStringLiteral("only"), QStringLiteral("Only these: save, start, upload, search."),
                                  QStringLiteral("names"), QStringLiteral("save,start,upload,search"));
    const QCommandLineOption notes(QStringLiteral("notes"), QStringLiteral("How many notes to search over."),
                                   QStringLiteral("number"), QStringLiteral("100000"));
    parser.addOptions({programs, only, notes});
    parser.process(app);
    if (!initCrypto())
        bench::giveUp(QStringLiteral("libsodium does not start"));

    const QStringList wanted = parser.value(only).split(u',');
    const QString folder = parser.value(programs);
    if (wanted.contains(QStringLiteral("save"))) {
        bench::BenchWorld world(folder);
        bench::saveBench(world);
    }
    if (wanted.contains(QStringLiteral("start")))
        bench::startBench(folder);
    if (wanted.contains(QStringLiteral("upload")))
        bench::uploadBench(folder, 1000);
    if (wanted.contains(QStringLiteral("search"))) {
        bench::BenchWorld world(folder);
        bench::searchBench(world, parser.value(notes).toInt());
    }
    return 0;
}
