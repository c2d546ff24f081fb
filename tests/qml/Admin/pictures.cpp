// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/qml/Admin/adminscene.h"
#include "tests/support/qmlsupport.h"
#include "tests/support/shot/shot.h"

#include <QDir>
#include <QGuiApplication>
#include <QQmlEngine>
#include <QTextStream>

using namespace safelight;
using namespace safelight::test;
using namespace Qt::StringLiterals;

namespace
{

struct Look {
    const char *name;
    QSize size;
    const char *theme;
    double textScale;
};
constexpr Look kLooks[] = {{"phone-day", {360, 740}, "day", 1.0},
                           {"tablet-night", {800, 1280}, "night", 1.0},
                           {"kiosk-contrast", {1280, 800}, "contrast", 1.0},
                           {"laptop-day", {1440, 900}, "day", 1.0},
                           {"phone-large", {360, 740}, "night", 2.0},
                           {"laptop-large", {1440, 900}, "contrast", 2.0}};

/// Every look of one page at one moment. Returns how many warnings there were.
qsizetype take(QQmlEngine &engine, const QDir &out, const QString &moment, const QString &page, QObject *model)
{
    qsizetype warnings = 0;
    for (const Look &look : kLooks) {
        const Shot shot{u"Safelight.Admin/"_s + page,
                        look.size,
                        QString::fromLatin1(look.theme),
                        look.textScale,
                        {{u"model"_s, QVariant::fromValue(model)}}};
        const ShotResult result = takeShot(engine, shot);
        for (const QString &warning : result.warnings)
            QTextStream(stderr) << warning << '\n';
        warnings += result.warnings.size();
        result.image.save(out.filePath(u"%1-%2.png"_s.arg(moment, QString::fromLatin1(look.name))));
    }
    return warnings;
}

} // namespace

/// Pictures of both pages at every step: safelight-admin-pictures FOLDER
int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    if (!initCrypto() || argc < 2)
        return 2;
    const QDir out(QString::fromLocal8Bit(argv[1]));
    out.mkpath(u"."_s);
    prepareQmlApplication();
    QQmlEngine engine;
    prepareQmlEngine(engine);
    AdminScene scene;
    qsizetype warnings = 0;
    const auto until = [](auto condition) { return QTest::qWaitFor(condition, 20'000); };

    warnings += take(engine, out, u"1-choose"_s, u"AddDevicePage"_s, &scene.adding);
    warnings += take(engine, out, u"1-code"_s, u"JoinPage"_s, &scene.joining);
    scene.joining.enter(u"ABCDE-FGHJK"_s);
    warnings += take(engine, out, u"1-mistyped"_s, u"JoinPage"_s, &scene.joining);
    scene.adding.start(AddDeviceModel::Kind::Tablet, u"Tablet 3, outreach"_s, 0);
    if (!until([&] { return scene.adding.step() == AddDeviceModel::Step::Waiting; }))
        return 1;
    warnings += take(engine, out, u"2-waiting"_s, u"AddDevicePage"_s, &scene.adding);
    scene.joining.enter(scene.adding.link());
    if (!until([&] { return scene.joining.step() == JoinModel::Step::Confirm; }))
        return 1;
    warnings += take(engine, out, u"2-person"_s, u"JoinPage"_s, &scene.joining);
    const QString passphrase = u"lantern over the harbour"_s;
    scene.joining.claim(u"Bartosz Nowak"_s, passphrase, passphrase);
    if (!until([&] { return scene.adding.step() == AddDeviceModel::Step::Compare; }))
        return 1;
    warnings += take(engine, out, u"3-words"_s, u"JoinPage"_s, &scene.joining);
    warnings += take(engine, out, u"3-compare"_s, u"AddDevicePage"_s, &scene.adding);
    scene.adding.approve();
    if (!until([&] { return scene.joining.step() == JoinModel::Step::Finished; }))
        return 1;
    warnings += take(engine, out, u"4-done"_s, u"JoinPage"_s, &scene.joining);
    warnings += take(engine, out, u"4-added"_s, u"AddDevicePage"_s, &scene.adding);
    return warnings == 0 ? 0 : 1;
}
