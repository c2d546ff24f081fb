// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main/selftest.h"

#include "app/main/deviceapp.h"
#include "app/main/sampledevice.h"
#include "platform/keystore/fakekeystore.h"
#include "sync/base/clock.h"
#include "sync/base/random.h"

#include <QDir>
#include <QEventLoop>
#include <QQuickWindow>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTimer>

namespace safelight
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr std::chrono::seconds kPatience{30};

struct Size {
    const char *name;
    int width;
    int height;
};
constexpr Size kSizes[] = {{"phone", 360, 740}, {"tablet", 800, 1280}, {"kiosk", 1280, 800}, {"laptop", 1440, 900}};

struct ThemeName {
    const char *name;
    AppearanceModel::Theme theme;
};
constexpr ThemeName kThemes[] = {{"day", AppearanceModel::Theme::Day},
                                 {"night", AppearanceModel::Theme::Night},
                                 {"contrast", AppearanceModel::Theme::HighContrast}};

/// Turns the event loop until a condition holds or patience ends.
template <class Condition>
bool waitFor(Condition condition)
{
    QEventLoop loop;
    QTimer look;
    QTimer limit;
    limit.setSingleShot(true);
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (condition())
            loop.quit();
    });
    QObject::connect(&limit, &QTimer::timeout, &loop, &QEventLoop::quit);
    look.start(5ms);
    limit.start(kPatience);
    if (!condition())
        loop.exec();
    return condition();
}

/// One kind of device, walked through page by page.
class Walk
{
public:
    Walk(QString device, QString pictures)
        : m_device(std::move(device))
        , m_pictures(std::move(pictures))
    {
    }

    [[nodiscard]] const QStringList &faults() const { return m_faults; }
    void fault(const QString &what) { m_faults.append(m_device + u": "_s + what); }

    void look(DeviceApp &app, const QString &page)
    {
        for (const ThemeName &theme : kThemes) {
            app.appearance().chooseTheme(theme.theme);
            for (const Size &size : kSizes) {
                app.window()->resize(size.width, size.height);
                shoot(app, u"%1-%2-%3-%4"_s.arg(m_device, page, QLatin1String(size.name), QLatin1String(theme.name)));
            }
        }
        app.appearance().chooseTheme(AppearanceModel::Theme::Day);
        app.appearance().chooseTextScale(2);
        app.window()->resize(kSizes[0].width, kSizes[0].height);
        shoot(app, u"%1-%2-phone-200"_s.arg(m_device, page));
        app.appearance().chooseTextScale(1);
    }
    void call(DeviceApp &app, const char *of, const char *method)
    {
        if (!QMetaObject::invokeMethod(part(app, of), method))
            fault(u"%1 cannot %2"_s.arg(QLatin1String(of), QLatin1String(method)));
    }
    void go(DeviceApp &app, const QString &place)
    {
        QObject *work = part(app, "work");
        if (!work || !QMetaObject::invokeMethod(work, "go", Q_ARG(QString, place)))
            fault(u"cannot go to "_s + place);
    }
    [[nodiscard]] static QObject *part(DeviceApp &app, const char *name)
    {
        QObject *view = app.window()->property("view").value<QObject *>();
        return view && qstrcmp(name, "view") != 0 ? view->property(name).value<QObject *>() : view;
    }

private:
    void shoot(DeviceApp &app, const QString &name)
    {
        QImage image;
        for (int frame = 0; frame < 3; ++frame) { // layouts and short motions come to rest
            QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
            image = app.window()->grabWindow();
        }
        if (image.isNull())
            fault(name + u" shows nothing"_s);
        if (!m_pictures.isEmpty() && !image.save(QDir(m_pictures).filePath(name + u".png"_s)))
            fault(name + u" cannot be saved"_s);
    }

    QString m_device;
    QString m_pictures;
    QStringList m_faults;
};

DeviceAppOptions optionsFor(const QString &folder)
{
    DeviceAppOptions options;
    options.dataFolder = folder;
    options.zone = QTimeZone::utc();
    options.practiceDoor = PracticeDoor::In; // as on every real device
    options.transports = [](const ServiceAddress &, InstallLogin) { return makeOfflineTransport(); };
    return options;
}

/// Nobody yet: unlock page without people, joining.
void walkNewDevice(Walk &walk, DeviceApp &app)
{
    if (!waitFor([&] { return app.session() && app.session()->state() == SessionModel::State::Nobody; }))
        return walk.fault(u"does not come up"_s);
    walk.look(app, u"welcome"_s);
    app.beginJoin();
    walk.look(app, u"join"_s);
}

/// A person signs in, goes everywhere, and locks.
void walkPerson(Walk &walk, DeviceApp &app, const SampleDevice &sample, quint8 kind)
{
    if (!waitFor([&] { return app.session() && app.session()->state() == SessionModel::State::Locked; }))
        return walk.fault(u"does not come up"_s);
    walk.look(app, u"unlock"_s);
    app.session()->unlock(u"not the passphrase at all"_s);
    if (!waitFor([&] { return !app.session()->problem().isEmpty(); }))
        walk.fault(u"takes a wrong passphrase"_s);
    walk.look(app, u"wrong"_s);
    app.session()->unlock(sample.passphrase);
    if (!waitFor([&] { return Walk::part(app, "work") != nullptr; }))
        return walk.fault(u"does not unlock"_s);

    if (kind == 2) {
        walk.look(app, u"kiosk"_s);
    } else {
        for (const QString &place : {u"capture"_s, u"notes"_s})
            walk.go(app, place), walk.look(app, place);
    }
    if (kind == 3) {
        if (!waitFor([&] { return app.addDevice() != nullptr; }))
            walk.fault(u"an administrator cannot add devices"_s);
        for (const QString &place : {u"devices"_s, u"triage"_s})
            walk.go(app, place), walk.look(app, place);
        walk.call(app, "work", "showShortcuts");
        walk.look(app, u"keys"_s);
        walk.call(app, "work", "hideShortcuts");
    }
    walk.call(app, "view", "showSettings");
    walk.look(app, u"display"_s);
    walk.call(app, "view", "closeSheets");
    walk.call(app, "view", "showSync");
    walk.look(app, u"sync"_s);

    app.session()->lock();
    if (!waitFor([&] { return app.session()->state() == SessionModel::State::Locked; }))
        walk.fault(u"does not lock"_s);
    walk.look(app, u"locked"_s);
}

/// Runs one device and gathers what QML had to say.
template <class Script>
QStringList walkDevice(const QString &name, const QString &pictures, quint8 kind, Script script)
{
    Walk walk(name, pictures);
    const QTemporaryDir folder;
    SystemClock clock;
    SystemRandom random;
    FakeKeyStore keys;
    std::optional<SampleDevice> sample;
    if (kind != 0) {
        Result<SampleDevice> made = SampleDevice::make(folder.path(), kind, keys, clock, random);
        if (!made) {
            walk.fault(u"sample data: error %1 %2"_s.arg(int(made.error().code)).arg(made.error().detail));
            return walk.faults();
        }
        sample = std::move(*made);
    }
    DeviceApp app(clock, random, keys, optionsFor(folder.path()));
    if (app.start())
        script(walk, app, sample);
    else
        walk.fault(u"no window"_s);
    for (const QString &warning : app.warnings())
        walk.fault(warning);
    return walk.faults();
}

QStringList warningsHeard; // filled by the message handler, which Qt gives no context

void listen(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    if (type != QtDebugMsg && type != QtInfoMsg && !message.startsWith("QStandardPaths:"_L1))
        warningsHeard.append(message);
}

} // namespace

int runSelfTest(const QString &pictures)
{
    if (!pictures.isEmpty() && !QDir().mkpath(pictures))
        return 2;
    const QtMessageHandler before = qInstallMessageHandler(listen);
    QStringList faults;
    faults +=
        walkDevice(u"new"_s, pictures, 0, [](Walk &walk, DeviceApp &app, const auto &) { walkNewDevice(walk, app); });
    const std::pair<const char *, quint8> kinds[] = {{"tablet", 1}, {"kiosk", 2}, {"laptop", 3}};
    for (const auto &[name, kind] : kinds) {
        faults +=
            walkDevice(QLatin1String(name), pictures, kind, [k = kind](Walk &walk, DeviceApp &app, const auto &sample) {
                walkPerson(walk, app, *sample, k);
            });
    }
    qInstallMessageHandler(before);
    faults += warningsHeard;
    faults.removeDuplicates();

    QTextStream out(stdout);
    for (const QString &fault : faults)
        out << "self-test: " << fault << '\n';
    out << (faults.isEmpty() ? "self-test: every page loads, no warnings\n" : "self-test: failed\n");
    return faults.isEmpty() ? 0 : 1;
}

} // namespace safelight
