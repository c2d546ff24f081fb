// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/tour/windows.h"

#include <QEventLoop>
#include <cstdio>
#include <map>

using namespace Qt::StringLiterals;

namespace safelight::tour
{

int openWindows(Report &report, Stage &stage)
{
    report.step(u"root and recovery keys; the service's folder"_s, [&] { return stage.makeKeysAndService(); });
    report.step(u"the service starts"_s, [&] { return stage.startService(); });
    QByteArray people;
    report.step(u"a practice organisation with three devices and invented records"_s, [&] {
        return stage.ctl(QStringList{u"practice"_s, u"--out"_s, stage.path(u"."_s), u"--root-file"_s,
                                     stage.path(u"root.key"_s), u"--recovery-file"_s, stage.path(u"recovery.key"_s)} +
                             stage.serviceArguments(),
                         &people);
    });
    if (!report.allTrue())
        return 1;
    std::printf("\nPassphrases of the practice people:\n%s\nThree windows open. Close them to end.\n",
                people.constData());
    std::fflush(stdout);

    QEventLoop open;
    int left = 0;
    std::map<QString, std::unique_ptr<QProcess>> programs;
    for (const auto &[name, size] : {std::pair(u"tablet"_s, u"480x800"_s), std::pair(u"kiosk"_s, u"1280x800"_s),
                                     std::pair(u"laptop"_s, u"1440x900"_s)}) {
        auto process = std::make_unique<QProcess>();
        process->setProcessChannelMode(QProcess::ForwardedChannels);
        QObject::connect(process.get(), &QProcess::finished, &open, [&open, &left] {
            if (--left == 0)
                open.quit();
        });
        process->start(stage.program(u"safelight"_s),
                       {u"--data"_s, stage.path(name), u"--window"_s, size, u"--practice"_s, u"--practice-hint"_s,
                        u"The passphrases stand in the terminal that opened this window."_s});
        ++left;
        programs.emplace(name, std::move(process));
    }
    open.exec();
    return 0;
}

} // namespace safelight::tour
