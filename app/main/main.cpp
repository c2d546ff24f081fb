// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main/deviceapp.h"
#include "app/main/practiceroom.h"
#include "app/main/selftest.h"
#include "platform/keystore/filekeystore.h"
#include "platform/privacy/privacy.h"
#include "qml/Theme/appearance.h"
#include "sync/base/clock.h"
#include "sync/base/random.h"

#include <QCommandLineParser>
#include <QDesktopServices>
#include <QDir>
#include <QGuiApplication>
#include <QIcon>
#include <QQuickWindow>
#include <QStandardPaths>
#include <QTextStream>

using namespace Qt::StringLiterals;
using namespace safelight;

namespace
{

QList<QCommandLineOption> knownOptions()
{
    return {
        {u"data"_s, u"Folder of this device's encrypted data."_s, u"folder"_s},
        {u"window"_s, u"Size of the window."_s, u"WxH"_s, u"1280x800"_s},
        {u"theme"_s, u"day, night or contrast, for this run."_s, u"theme"_s},
        {u"text-scale"_s, u"1.0 to 2.0, for this run."_s, u"factor"_s},
        {u"kiosk"_s, u"Fill the screen."_s},
        {u"practice"_s, u"Say on every page that all people are invented."_s},
        {u"practice-hint"_s, u"Shown on the unlock page with --practice."_s, u"text"_s},
        {u"quit-after-first-frame"_s, u"To measure a start: end once the first screen is shown."_s},
        {u"self-test"_s, u"Load every page over temporary data; fail on any warning."_s},
        {u"pictures"_s, u"With --self-test: a folder for a picture of each page."_s, u"folder"_s},
    };
}

std::optional<AppearanceModel::Theme> themeNamed(const QString &name)
{
    if (name == "day"_L1)
        return AppearanceModel::Theme::Day;
    if (name == "night"_L1)
        return AppearanceModel::Theme::Night;
    if (name == "contrast"_L1)
        return AppearanceModel::Theme::HighContrast;
    return std::nullopt;
}

/// What the command line asks for, or a sentence that says what is wrong with it.
std::variant<DeviceAppOptions, QString> optionsFrom(const QCommandLineParser &line)
{
    DeviceAppOptions options;
    options.dataFolder = line.isSet(u"data"_s) ? QDir(line.value(u"data"_s)).absolutePath()
                                               : QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    const QStringList size = line.value(u"window"_s).split(u'x');
    options.window = QSize(size.value(0).toInt(), size.value(1).toInt());
    if (size.size() != 2 || options.window.width() < 320 || options.window.height() < 320)
        return u"--window: write a size such as 360x740, at least 320x320"_s;
    if (line.isSet(u"theme"_s)) {
        options.theme = themeNamed(line.value(u"theme"_s));
        if (!options.theme)
            return u"--theme: write day, night or contrast"_s;
    }
    if (line.isSet(u"text-scale"_s)) {
        bool ok = false;
        options.textScale = line.value(u"text-scale"_s).toDouble(&ok);
        if (!ok || *options.textScale < 1 || *options.textScale > 2)
            return u"--text-scale: write a number from 1.0 to 2.0"_s;
    }
    const QStringList links = line.positionalArguments();
    if (links.size() > 1 || (!links.isEmpty() && !links.constFirst().startsWith("safelight:"_L1, Qt::CaseInsensitive)))
        return u"only a link that begins with safelight: can be opened"_s;
    options.joinLink = links.value(0);
    options.fullScreen = line.isSet(u"kiosk"_s);
    options.practice = line.isSet(u"practice"_s);
    options.practiceHint = line.value(u"practice-hint"_s);
    options.practiceDoor = options.practice ? PracticeDoor::None : PracticeDoor::In;
    options.coverWhenAway = !options.practice;
    options.openUrl = &QDesktopServices::openUrl;
    options.transports = [](const ServiceAddress &address, InstallLogin login) {
        return makeHttpsTransport(address, std::move(login));
    };
    return options;
}

/// One room at a time: its window takes the place of the device's, which comes back when the room is left.
void practise(std::unique_ptr<PracticeRoom> &room, DeviceApp &device, Clock &clock, Random &random,
              const DeviceAppOptions &options)
{
    if (room)
        return;
    room = std::make_unique<PracticeRoom>(clock, random, options);
    const auto goBack = [&room, &device] {
        device.window()->show();
        if (room)
            room.release()->deleteLater(); // it is in its own signal
    };
    QObject::connect(room.get(), &PracticeRoom::opened, &device, [&device] { device.window()->hide(); });
    QObject::connect(room.get(), &PracticeRoom::left, &device, goBack);
    QObject::connect(room.get(), &PracticeRoom::failed, &device, [&device, goBack](const QString &problem) {
        device.window()->setProperty("practiceHint", problem);
        goBack();
    });
    room->begin();
}

} // namespace

// NOLINTNEXTLINE(bugprone-exception-escape): what is thrown here ends the program, loudly
int main(int argc, char **argv)
{
    const Done hardened = makePrivacy()->harden();
    // Before the application, which waits at its end for the workers that use them.
    SystemClock clock;
    SystemRandom random;
    std::optional<FileKeyStore> keys;
    QGuiApplication app(argc, argv);
    QGuiApplication::setApplicationName(u"safelight"_s);
    QGuiApplication::setApplicationDisplayName(u"Safelight"_s);
    QGuiApplication::setApplicationVersion(QStringLiteral(SAFELIGHT_VERSION));
    QGuiApplication::setDesktopFileName(u"safelight"_s);
    QTextStream err(stderr);
    if (!hardened)
        err << "safelight: this system does not let a program close its memory (" << hardened.error().detail << ")\n";

    QCommandLineParser line;
    line.setApplicationDescription(u"Notice a concern, keep it safe, share it with somebody who deals with it."_s);
    line.addHelpOption();
    line.addVersionOption();
    line.addOptions(knownOptions());
    line.addPositionalArgument(u"link"_s, u"A link of an invitation, safelight://join?…: opens the page to join."_s,
                               u"[link]"_s);
    line.process(app);
    std::variant<DeviceAppOptions, QString> options = optionsFrom(line);
    if (const QString *wrong = std::get_if<QString>(&options)) {
        err << "safelight: " << *wrong << '\n';
        return 2;
    }
    if (const Done crypto = initCrypto(); !crypto) {
        err << "safelight: libsodium 1.0.18 or newer is needed\n";
        return 2;
    }
    prepareAppearance();
    QGuiApplication::setWindowIcon(QIcon(u":/qt/qml/Safelight/Shell/icons/safelight.svg"_s));
    if (line.isSet(u"self-test"_s))
        return runSelfTest(line.value(u"pictures"_s));

    DeviceAppOptions &chosen = std::get<DeviceAppOptions>(options);
    keys.emplace(QDir(chosen.dataFolder).filePath(u"keys"_s));
    const std::unique_ptr<Announcer> announcer = makeAnnouncer();
    const std::unique_ptr<Clipboard> clipboard = makeClipboard();
    const std::unique_ptr<NetworkWatch> network = makeNetworkWatch();
    chosen.announcer = announcer.get();
    chosen.clipboard = clipboard.get();
    chosen.network = network.get();
    DeviceApp device(clock, random, *keys, chosen);
    if (!device.start()) {
        err << "safelight: the window could not be made. Reinstall Safelight.\n";
        return 1;
    }
    std::unique_ptr<PracticeRoom> room;
    QObject::connect(&device, &DeviceApp::practiceRequested, &app,
                     [&] { practise(room, device, clock, random, chosen); });
    if (line.isSet(u"quit-after-first-frame"_s))
        QObject::connect(device.window(), &QQuickWindow::frameSwapped, &app, &QCoreApplication::quit,
                         Qt::QueuedConnection);
    return QGuiApplication::exec();
}
