// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/tour/mainjob.h"

using namespace Qt::StringLiterals;

namespace safelight::tour
{

void proofAct(Report &report, Stage &stage, const Script &script)
{
    report.chapter(u"Is it true? Every word that was written is looked for where it must not be"_s);
    const LeakSearch search(script.secrets());
    report.step(u"control: the search finds a word in a file that does hold it"_s, [&]() -> QString {
        const QString folder = stage.path(u"control"_s);
        QDir().mkpath(folder);
        QFile file(folder + u"/plain"_s);
        if (!file.open(QIODevice::WriteOnly))
            return u"no control file"_s;
        file.write(QByteArrayLiteral("xy") + script.said.toUtf8());
        file.close();
        const bool found = search.below(folder).files.size() == 1;
        return found ? QString() : u"the search is blind"_s;
    });
    const struct {
        QString what;
        QString folder;
    } places[] = {{u"the service's folder"_s, stage.path(u"service"_s)},
                  {u"the tablet's folder"_s, stage.tablet.dataFolder()},
                  {u"the kiosk's folder"_s, stage.kiosk.dataFolder()},
                  {u"the laptop's folder"_s, stage.laptop.dataFolder()}};
    for (const auto &place : places) {
        report.step(u"no plain text in %1"_s.arg(place.what), [&]() -> QString {
            const LeakSearch::Found found = search.below(place.folder);
            if (found.bytesRead < 10'000)
                return u"there was nothing to search"_s;
            return found.files.join(u", "_s);
        });
    }
    report.step(u"no plain text on the wire, inside TLS (%1 KB of requests)"_s.arg(stage.wire().size() / 1000),
                [&]() -> QString {
                    if (stage.wire().size() < 1000)
                        return u"nothing was recorded"_s;
                    return search.isIn(stage.wire()) ? u"a word of a note was in a request"_s : QString();
                });
    report.step(u"the service's own check: every hash of its log recomputes"_s, [&]() -> QString {
        stage.stopService();
        QProcess check;
        check.start(stage.program(u"safelight-service"_s), {u"check"_s, u"--data"_s, stage.path(u"service"_s)});
        return check.waitForFinished() && check.exitCode() == 0 ? QString()
                                                                : QString::fromUtf8(check.readAllStandardError());
    });
    report.step(u"no warning of any screen"_s, [&]() -> QString {
        QStringList all;
        for (Seat *seat : {&stage.tablet, &stage.kiosk, &stage.laptop})
            all += seat->app().warnings();
        return all.join(u"\n       "_s);
    });
}

void themesAct(Report &report, Stage &stage, Album &album)
{
    report.chapter(u"The same screens at other sizes, at night, in high contrast, and with large text"_s);
    const struct {
        AppearanceModel::Theme theme;
        QString name;
    } themes[] = {{AppearanceModel::Theme::Day, u"day"_s},
                  {AppearanceModel::Theme::Night, u"night"_s},
                  {AppearanceModel::Theme::HighContrast, u"contrast"_s}};
    const struct {
        Seat *seat;
        QList<QSize> sizes;
    } seats[] = {{&stage.tablet, {{360, 740}, {800, 1280}}},
                 {&stage.kiosk, {{1280, 800}}},
                 {&stage.laptop, {{1280, 800}, {1440, 900}}}};
    for (const auto &[seat, sizes] : seats) {
        report.step(u"pictures of the %1"_s.arg(seat->name()), [&]() -> QString {
            seat->person().sitDown();
            for (const auto &[theme, name] : themes) {
                seat->app().appearance().useTheme(theme);
                for (const QSize size : sizes) {
                    seat->resize(size);
                    if (!seat->person().waitsUntil([&] { return seat->person().window()->size() == size; }))
                        return u"the window does not take its size"_s;
                    album.take(*seat,
                               u"%1-%2x%3-%4"_s.arg(seat->name()).arg(size.width()).arg(size.height()).arg(name));
                }
            }
            seat->app().appearance().useTheme(AppearanceModel::Theme::Day);
            seat->app().appearance().useTextScale(2);
            album.take(*seat, u"%1-large-text"_s.arg(seat->name()));
            seat->app().appearance().useTextScale(1);
            return {};
        });
    }
}

} // namespace safelight::tour
