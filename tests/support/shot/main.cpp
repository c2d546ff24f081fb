// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/qmlsupport.h"
#include "tests/support/shot/shot.h"

#include <QCommandLineParser>
#include <QGuiApplication>
#include <QQmlEngine>
#include <QTextStream>

using namespace Qt::StringLiterals;

/// safelight-shot SOURCE --size 360x740 --theme night --text-scale 2 --out page.png
int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_QUICK_BACKEND", "software");
    QGuiApplication app(argc, argv);
    safelight::test::prepareQmlApplication();

    QCommandLineParser options;
    options.setApplicationDescription(u"Takes a picture of a QML page without a display."_s);
    options.addHelpOption();
    options.addPositionalArgument(u"source"_s, u"Module.Uri/Type, or a .qml file"_s);
    options.addOptions({{u"size"_s, u"Width x height"_s, u"WxH"_s, u"360x740"_s},
                        {u"theme"_s, u"day, night or contrast"_s, u"theme"_s, u"day"_s},
                        {u"text-scale"_s, u"1.0 to 2.0"_s, u"factor"_s, u"1"_s},
                        {u"out"_s, u"PNG file to write"_s, u"file"_s, u"shot.png"_s}});
    options.process(app);
    if (options.positionalArguments().isEmpty())
        options.showHelp(2);

    safelight::test::Shot shot;
    shot.source = options.positionalArguments().constFirst();
    const QStringList size = options.value(u"size"_s).split(u'x');
    shot.size = QSize(size.value(0).toInt(), size.value(1).toInt());
    shot.theme = options.value(u"theme"_s);
    shot.textScale = options.value(u"text-scale"_s).toDouble();

    QQmlEngine engine;
    safelight::test::prepareQmlEngine(engine);
    const safelight::test::ShotResult result = safelight::test::takeShot(engine, shot);
    QTextStream err(stderr);
    for (const QString &warning : result.warnings)
        err << warning << '\n';
    if (result.image.isNull() || !result.image.save(options.value(u"out"_s))) {
        err << "no picture was taken\n";
        return 1;
    }
    return result.warnings.isEmpty() ? 0 : 1;
}
