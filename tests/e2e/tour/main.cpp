// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ./dev run. Without a display: the main job on three devices, driven as people would, proved step by step.
// With --windows: the same three devices on practice data, as programs of their own.
#include "tests/e2e/tour/mainjob.h"
#include "tests/e2e/tour/windows.h"

#include "qml/Theme/appearance.h"

#include <QCommandLineParser>
#include <QGuiApplication>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace safelight;

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    QGuiApplication::setApplicationName(u"safelight-tour"_s);
    QGuiApplication::setQuitOnLastWindowClosed(false);
    QCommandLineParser line;
    line.setApplicationDescription(u"Walks the main job of Safelight on three devices."_s);
    line.addHelpOption();
    const QCommandLineOption programs(u"programs"_s, u"Folder of the built programs."_s, u"folder"_s,
                                      QCoreApplication::applicationDirPath());
    const QCommandLineOption pictures(u"pictures"_s, u"Where pictures go."_s, u"folder"_s, u"build/tour"_s);
    const QCommandLineOption windows(u"windows"_s, u"Open three windows instead."_s);
    const QCommandLineOption keep(u"keep"_s, u"Keep the three devices' folders, and say where they are."_s);
    line.addOptions({programs, pictures, windows, keep});
    line.process(app);
    if (!initCrypto())
        qFatal("libsodium 1.0.18 or newer is needed");
    prepareAppearance();

    const QString picturesFolder = QDir(line.value(pictures)).absolutePath();
    QDir(picturesFolder).removeRecursively();
    QTemporaryDir folder(QDir::tempPath() + u"/safelight-tour-XXXXXX"_s);
    folder.setAutoRemove(!line.isSet(keep));
    tour::Report report;
    tour::Stage stage(line.value(programs), folder.path());
    if (line.isSet(windows))
        return tour::openWindows(report, stage);

    const tour::Script script = tour::Script::practice();
    tour::Album album(picturesFolder);
    QString slip;
    const std::function<void()> acts[] = {
        [&] { tour::setUpAct(report, stage, script); },
        [&] { tour::enrolAct(report, stage, script, album); },
        [&] { tour::tabletAct(report, stage, script, album); },
        [&] { tour::kioskAct(report, stage, script, album, slip); },
        [&] { tour::championAct(report, stage, script, album); },
        [&] { tour::answerAct(report, stage, script, album, slip); },
        [&] { tour::themesAct(report, stage, album); },
        [&] { tour::proofAct(report, stage, script); },
    };
    for (const auto &act : acts) {
        if (report.allTrue()) // each leans on the ones before
            act();
    }
    if (!report.allTrue()) {
        for (tour::Seat *seat : {&stage.laptop, &stage.tablet, &stage.kiosk}) {
            if (seat->isOpen())
                album.take(*seat, u"when-it-failed-"_s + seat->name());
        }
    } else
        album.beside({u"capture-filled"_s, u"decided"_s, u"told-back"_s}, u"main-job.png"_s, 720);
    report.close(picturesFolder);
    if (line.isSet(keep))
        std::printf("The devices' folders: %s\n", qPrintable(folder.path()));
    return report.allTrue() ? 0 : 1;
}
