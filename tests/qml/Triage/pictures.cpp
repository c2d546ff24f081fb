// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/qml/Triage/triagescene.h"
#include "tests/support/qmlsupport.h"
#include "tests/support/shot/shot.h"

#include <QDir>
#include <QGuiApplication>
#include <QQmlEngine>
#include <QTest>
#include <QTextStream>

using namespace Qt::StringLiterals;
using safelight::testing::TriageScene;

namespace
{

struct Picture {
    QString name;
    QSize size;
    QString theme = u"day"_s;
    double textScale = 1;
};

bool isOpen(const TriageScene &scene)
{
    return QTest::qWaitFor([&] { return scene.model()->record()->state() == safelight::triage::LoadState::Filled; });
}

} // namespace

/// safelight-triage-pictures FOLDER [BEGINNING]: the champion's page in its states and sizes, to look at; only those
/// whose name begins so.
int main(int argc, char **argv)
{
    qputenv("QT_QUICK_BACKEND", "software");
    QGuiApplication app(argc, argv);
    safelight::test::prepareQmlApplication();
    QTextStream err(stderr);
    if (argc < 2 || !safelight::initCrypto() || !QDir().mkpath(QString::fromLocal8Bit(argv[1]))) {
        err << "usage: safelight-triage-pictures FOLDER [BEGINNING]\n";
        return 2;
    }
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    const QString wanted = QString::fromLocal8Bit(argc > 2 ? argv[2] : "");
    QQmlEngine engine;
    safelight::test::prepareQmlEngine(engine);
    TriageScene scene;
    bool good = true;
    const auto take = [&](const QString &state, const QList<Picture> &pictures) {
        for (const Picture &picture : pictures) {
            const QString name = u"%1-%2"_s.arg(state, picture.name);
            if (!name.startsWith(wanted))
                continue;
            safelight::test::Shot shot;
            shot.source = u"Safelight.Triage/TriagePage"_s;
            shot.size = picture.size;
            shot.theme = picture.theme;
            shot.textScale = picture.textScale;
            shot.properties = {{u"model"_s, QVariant::fromValue(scene.model())}};
            const auto result = safelight::test::takeShot(engine, shot);
            for (const QString &warning : result.warnings)
                err << name << ": " << warning << "\n";
            good = good && result.warnings.isEmpty() &&
                   result.image.save(folder.filePath(u"%1-%2.png"_s.arg(state, picture.name)));
        }
    };
    const Picture laptop{u"1280"_s, {1280, 800}};
    const Picture wide{u"1440-night"_s, {1440, 900}, u"night"_s};
    const Picture contrast{u"1280-contrast"_s, {1280, 800}, u"contrast"_s};
    const Picture large{u"1280-200"_s, {1280, 800}, u"day"_s, 2};
    const Picture middle{u"900"_s, {900, 900}};
    const Picture tablet{u"800"_s, {800, 1280}};
    const Picture phone{u"360"_s, {360, 740}};
    const Picture phoneLarge{u"360-200"_s, {360, 740}, u"night"_s, 2};

    scene.begin();
    good = QTest::qWaitFor([&] { return scene.model()->state() == safelight::triage::LoadState::Empty; }) && good;
    take(u"empty"_s, {laptop, phone});
    scene.addSome();
    good = QTest::qWaitFor([&] { return scene.model()->inbox()->count() == 3; }) && good;
    take(u"inbox"_s, {laptop, wide, contrast, large, middle, tablet, phone, phoneLarge});
    scene.model()->open(scene.first());
    good = isOpen(scene) && good;
    take(u"record"_s, {laptop,
                       wide,
                       contrast,
                       large,
                       middle,
                       tablet,
                       phone,
                       phoneLarge,
                       {u"1280-tall"_s, {1280, 2400}},
                       {u"360-tall"_s, {360, 4200}}});
    scene.model()->record()->decision()->decide();
    take(u"refused"_s, {laptop, {u"360-tall"_s, {360, 4600}}});
    scene.addAfterTheDecision();
    good = isOpen(scene) && QTest::qWaitFor([&] { return scene.model()->record()->addedSince(); }) && good;
    take(u"added"_s, {laptop, wide, contrast, phone, phoneLarge});
    good = scene.beginDecision() && good;
    take(u"begun"_s, {laptop, wide, large, phone, phoneLarge, {u"360-tall"_s, {360, 4600}}});
    scene.model()->close();
    take(u"begun-inbox"_s, {phone, phoneLarge});
    scene.model()->open(scene.first());
    scene.addConflict();
    good = isOpen(scene) && QTest::qWaitFor([&] { return scene.model()->record()->conflict()->count() == 2; }) && good;
    take(u"conflict"_s, {laptop, wide, phone});
    scene.model()->found()->search(u"shoes"_s);
    good = QTest::qWaitFor([&] { return scene.model()->found()->count() == 1; }) && good;
    take(u"search"_s, {laptop});
    scene.model()->found()->search({});
    scene.addMany(200);
    good = QTest::qWaitFor([&] { return scene.model()->inbox()->count() > 200; }, 20'000) && good;
    take(u"full"_s, {laptop, phone});
    scene.closeVault();
    good = QTest::qWaitFor([&] { return scene.model()->state() == safelight::triage::LoadState::Failed; }) && good;
    take(u"failed"_s, {laptop, phone});
    scene.end();
    return good ? 0 : 1;
}
