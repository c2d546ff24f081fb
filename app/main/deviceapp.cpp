// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main/deviceapp.h"

#include "app/admin/vaultfolder.h"
#include "app/forms/formcatalogue.h"
#include "app/shell/messages.h"
#include "platform/files/durablefile.h"
#include "sync/base/when_ready.h"

#include <QDir>
#include <QGuiApplication>
#include <QQuickWindow>
#include <QUrl>
#include <QtConcurrent>

namespace safelight
{

using namespace Qt::StringLiterals;

/// What is built in and never changes while the program runs.
struct DeviceApp::Forms {
    ConcernRules rules;
    std::shared_ptr<const triage::TriageForms> triage;

    [[nodiscard]] static Result<std::unique_ptr<Forms>> builtIn()
    {
        const Result<FormCatalogue> catalogue = FormCatalogue::builtIn();
        if (!catalogue)
            return catalogue.error();
        Result<ConcernRules> rules = ConcernRules::from(*catalogue);
        if (!rules)
            return rules.error();
        Result<triage::TriageForms> triageForms = triage::TriageForms::from(*catalogue);
        if (!triageForms)
            return triageForms.error();
        auto forms = std::make_unique<Forms>();
        forms->rules = std::move(*rules);
        forms->triage = std::make_shared<const triage::TriageForms>(std::move(*triageForms));
        return forms;
    }
};

DeviceApp::DeviceApp(Clock &clock, Random &random, KeyStore &keys, DeviceAppOptions options, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_random(random)
    , m_keys(keys)
    , m_options(std::move(options))
    , m_appearance(QDir(m_options.dataFolder).filePath(u"appearance.ini"_s))
    , m_status(clock, m_options.zone)
{
    if (m_options.theme)
        m_appearance.useTheme(*m_options.theme);
    if (m_options.textScale)
        m_appearance.useTextScale(*m_options.textScale);
    connect(&m_engine, &QQmlEngine::warnings, this, [this](const QList<QQmlError> &errors) {
        for (const QQmlError &error : errors) {
            m_warnings.append(error.toString());
            Q_EMIT warned(error.toString());
        }
    });
    connect(&m_status, &SyncStatus::connectRequested, this, [this] { connectService([] {}); });
    if (m_options.announcer)
        m_announcements = std::make_unique<Announcements>(*m_options.announcer);
    if (m_options.network) {
        connect(m_options.network, &NetworkWatch::returned, this, [this] {
            if (m_loop)
                m_loop->networkReturned();
        });
    }
    // Inactive is another window with the attention: ours is still looked at.
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        m_foreground = state == Qt::ApplicationActive || state == Qt::ApplicationInactive;
        if (m_session)
            m_session->idle().check(); // a system that slept may wake us so
        if (m_loop)
            m_loop->setForeground(m_foreground);
    });
    QGuiApplication::instance()->installEventFilter(this);
}

DeviceApp::~DeviceApp()
{
    QGuiApplication::instance()->removeEventFilter(this);
    delete m_window; // pages first: they look at the models
    m_window = nullptr;
    m_joinGuard.reset();
    m_join.reset();
    if (m_loop)
        m_loop->detach();
    dropModels();
}

bool DeviceApp::start()
{
    m_engine.addImportPath(u":/qt/qml"_s);
    m_engine.setInitialProperties({
        {u"appearance"_s, QVariant::fromValue(&m_appearance)},
        {u"width"_s, m_options.window.width()},
        {u"height"_s, m_options.window.height()},
        {u"practiceHint"_s, m_options.practiceHint},
        {u"mayPractise"_s, m_options.practiceDoor == PracticeDoor::In},
        {u"practising"_s, m_options.practiceDoor == PracticeDoor::Out},
        {u"coverWhenAway"_s, m_options.coverWhenAway},
    });
    m_engine.load(QUrl(u"qrc:/qt/qml/Safelight/Shell/Main.qml"_s));
    m_window =
        m_engine.rootObjects().isEmpty() ? nullptr : qobject_cast<QQuickWindow *>(m_engine.rootObjects().constFirst());
    if (!m_window)
        return false;
    if (m_options.fullScreen)
        m_window->showFullScreen();
    lay("sync", &m_status);
    connect(m_window, SIGNAL(joinRequested()), this, SLOT(beginJoinFromPage()));
    connect(m_window, SIGNAL(joinEnded(bool)), this, SLOT(endJoinFromPage(bool)));
    connect(m_window, SIGNAL(dialRequested()), this, SLOT(dial()));
    connect(m_window, SIGNAL(practiceRequested()), this, SIGNAL(practiceRequested()));
    if (m_options.network)
        connect(m_window, &QQuickWindow::frameSwapped, m_options.network, &NetworkWatch::begin,
                static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
    openDevice();
    return true;
}

void DeviceApp::openDevice()
{
    using OpenedDevice = Result<std::unique_ptr<DeviceFile>>;
    auto work = [folder = m_options.dataFolder, &keys = m_keys]() -> OpenedDevice {
        if (Done made = files::makeFolder(folder); !made)
            return made.error();
        Result<DataKey> key = readOrMakeKey(keys, kDeviceFileKeyName.toString());
        if (!key)
            return key.error();
        return DeviceFile::open(folder, *key);
    };
    whenReady(QtConcurrent::run(std::move(work)), this, [this](OpenedDevice device) {
        if (!device) {
            fail(device.error());
            Q_EMIT ready();
            return;
        }
        meet(std::move(*device));
    });
}

void DeviceApp::meet(std::unique_ptr<DeviceFile> device)
{
    Result<std::unique_ptr<Forms>> forms = Forms::builtIn();
    if (!forms) {
        fail(forms.error());
        Q_EMIT ready();
        return;
    }
    m_forms = std::move(*forms);
    m_device = std::move(device);
    m_lockedSide = std::make_unique<DeviceSide>(*m_device);
    VaultOpener opener = [&clock = m_clock, &random = m_random](const QString &folder, const Passphrase &passphrase) {
        return vault::open(folder, passphrase, clock, random);
    };
    m_session = std::make_unique<SessionModel>(m_device.get(), m_options.dataFolder, std::move(opener), m_clock,
                                               m_options.practice);
    connect(m_session.get(), &SessionModel::unlocked, this, &DeviceApp::makeModels);
    if (m_announcements)
        m_announcements->follow(*m_session, m_status);
    connect(m_session.get(), &SessionModel::aboutToLock, this, [this] {
        if (m_options.clipboard)
            m_options.clipboard->forgetOurs();
        if (m_loop)
            m_loop->detach();
        dropModels();
    });
    lay("session", m_session.get());
    m_session->reload();
    connectService([this] {
        if (!m_options.joinLink.isEmpty())
            beginJoin();
        Q_EMIT ready();
    });
}

void DeviceApp::connectService(const std::function<void()> &then)
{
    whenReady(m_device->service(), this, [this, then](const Result<std::optional<ServiceAddress>> &address) {
        if (!address)
            m_status.follow(m_loop.get(), address.error());
        if (!address || !address->has_value() || m_loop)
            return then();
        m_address = *address;
        whenReady(m_device->login(), this, [this, then](Result<InstallLogin> login) {
            if (!login)
                m_status.follow(nullptr, login.error());
            else if (!m_loop)
                makeLoop(std::move(*login));
            then();
        });
    });
}

void DeviceApp::makeLoop(InstallLogin login)
{
    m_transport = m_options.transports(*m_address, std::move(login));
    m_loop = std::make_unique<SyncLoop>(*m_transport, *m_lockedSide, m_clock, m_random);
    m_loop->setForeground(m_foreground);
    m_status.follow(m_loop.get());
    connect(m_loop.get(), &SyncLoop::received, this, &DeviceApp::received);
    m_loop->start();
    if (m_modelled && m_session->vault()) // connected late, at a person's wish
        attachVault(*m_session->vault());
}

void DeviceApp::attachVault(Vault &vault)
{
    if (!m_loop)
        return;
    m_unlockedSide = std::make_unique<VaultSide>(vault);
    m_loop->attach(*m_unlockedSide);
}

void DeviceApp::makeModels()
{
    Vault *vault = m_session->vault();
    if (!vault)
        return;
    // A device file that was lost gets login, service and name back from the vault, before the vault goes to work.
    whenReady(m_device->restoreFrom(*vault), this, [this, vault](const Done &) {
        if (m_session->vault() != vault)
            return;
        if (!m_loop)
            connectService([] {});
        fillWindow(*vault);
    });
}

void DeviceApp::fillWindow(Vault &vault)
{
    if (DeviceKind(vault.owner().deviceKind) == DeviceKind::Laptop) {
        makeTriage(vault);
        makeAddDevice(vault);
    }
    makeTray(vault);
    makeConcernModels(vault);
    m_modelled = true;
    attachVault(vault);
    Q_EMIT working();
}

void DeviceApp::makeTray(Vault &vault)
{
    m_tray = std::make_unique<TrayModel>(vault, m_clock, m_options.zone);
    m_status.followTray(m_tray.get());
    m_tray->refresh();
    lay("tray", m_tray.get());
}

void DeviceApp::makeConcernModels(Vault &vault)
{
    const ConcernContext context{vault,
                                 m_forms->rules,
                                 m_clock,
                                 m_random,
                                 messages::explainer(Doing::Saving),
                                 messages::explainer(Doing::Anything),
                                 &messages::refused};
    if (DeviceKind(vault.owner().deviceKind) == DeviceKind::Kiosk) {
        m_kiosk = std::make_unique<KioskModel>(context);
        connect(m_kiosk->note(), &CaptureModel::saved, this, &DeviceApp::saved);
        if (m_announcements)
            m_announcements->follow(*m_kiosk->note());
        m_kiosk->begin();
        lay("kiosk", m_kiosk.get());
        return;
    }
    m_capture = std::make_unique<CaptureModel>(context);
    m_notes = std::make_unique<NotesModel>(context);
    m_note = std::make_unique<NoteModel>(context);
    connect(m_capture.get(), &CaptureModel::saved, this, &DeviceApp::saved);
    connect(m_capture.get(), &CaptureModel::saved, m_notes.get(), &NotesModel::refresh);
    if (m_triage) // who writes in the intake as well as reading it (its administrator) finds their own there at once
        connect(m_capture.get(), &CaptureModel::saved, m_triage.get(), &TriageModel::refresh);
    connect(m_capture.get(), &CaptureModel::draftSaved, m_notes.get(), &NotesModel::refreshDrafts);
    connect(m_capture.get(), &CaptureModel::draftRemoved, m_notes.get(), &NotesModel::refreshDrafts);
    connect(m_note.get(), &NoteModel::draftSaved, m_notes.get(), &NotesModel::refreshDrafts);
    connect(m_note.get(), &NoteModel::amended, this, &DeviceApp::saved);
    connect(m_note.get(), &NoteModel::amended, m_notes.get(), &NotesModel::refresh);
    if (m_announcements) {
        m_announcements->follow(*m_capture);
        m_announcements->follow(*m_note);
    }
    m_capture->resumeLatest();
    m_notes->refresh();
    lay("note", m_note.get());
    lay("capture", m_capture.get());
    lay("notes", m_notes.get());
}

void DeviceApp::makeTriage(Vault &vault)
{
    triage::TriageRules rules;
    rules.zone = m_options.zone;
    m_triage =
        std::make_unique<TriageModel>(vault, m_forms->triage, rules, m_clock, messages::explainer(Doing::Saving));
    connect(m_triage.get(), &TriageModel::saved, this, &DeviceApp::saved);
    if (m_announcements)
        m_announcements->follow(*m_triage);
    m_triage->refresh();
    lay("triage", m_triage.get());
}

/// Only an administrator of the organisation adds devices.
void DeviceApp::makeAddDevice(Vault &vault)
{
    whenReady(vault.read([](ReadTx &tx) { return spaces::ofKind(tx, SpaceKind::Organisation); }), this,
              [this, &vault](const Result<FollowedSpace> &organisation) {
                  if (!organisation || organisation->role != Role::Admin || !m_transport ||
                      m_session->vault() != &vault)
                      return;
                  m_addDevice = std::make_unique<AddDeviceModel>(vault, *m_transport, *m_address,
                                                                 messages::explainer(Doing::Anything), m_clock);
                  lay("addDevice", m_addDevice.get());
              });
}

void DeviceApp::dropModels()
{
    m_modelled = false;
    for (const char *place : {"tray", "capture", "notes", "note", "kiosk", "triage", "addDevice"})
        lay(place, nullptr);
    if (m_triage)
        m_triage->flush();
    m_addDevice.reset();
    m_triage.reset();
    m_kiosk.reset();
    m_note.reset();
    m_notes.reset();
    m_capture.reset();
    m_status.followTray(nullptr);
    m_tray.reset();
    m_unlockedSide.reset();
}

void DeviceApp::beginJoin()
{
    if (!m_device || m_join)
        return;
    m_join = std::make_unique<JoinModel>(*m_device, m_options.dataFolder, m_options.transports,
                                         messages::explainer(Doing::Joining), m_clock, m_random);
    m_joinGuard = std::make_unique<JoinGuard>(*m_join, m_clock);
    connect(m_join.get(), &JoinModel::ended, this, [this] { endJoin(false); });
    m_join->offer(std::exchange(m_options.joinLink, {}));
    lay("join", m_join.get());
    m_window->setProperty("joining", true);
}

void DeviceApp::endJoin(bool joined)
{
    if (!m_join)
        return;
    // The page goes first, with the event loop: it is still in its own signal handler.
    m_window->setProperty("joining", false);
    QMetaObject::invokeMethod(
        this, [this, joined] { leaveJoin(joined); }, Qt::QueuedConnection);
}

void DeviceApp::leaveJoin(bool joined)
{
    if (!m_join)
        return;
    lay("join", nullptr);
    auto made = std::make_shared<std::unique_ptr<Vault>>(joined ? m_join->takeVault() : nullptr);
    m_joinGuard.reset();
    m_join.reset();
    if (!*made)
        return m_session->reload();
    const VaultOwner &owner = (*made)->owner();
    const KnownPerson person{vaultFolderFor(owner.device), owner.person, owner.deviceKind};
    connectService([this, person, made] { m_session->adopt(person, std::move(*made)); });
}

void DeviceApp::saved()
{
    if (m_loop)
        m_loop->saved();
}

void DeviceApp::received()
{
    if (m_tray)
        m_tray->refresh();
    if (m_notes)
        m_notes->refresh();
    if (m_note)
        m_note->refresh();
    if (m_capture)
        m_capture->refreshSurroundings();
    if (m_kiosk)
        m_kiosk->note()->refreshSurroundings();
    if (m_triage)
        m_triage->refresh();
}

/// The note says that the call went out only when something took it.
void DeviceApp::dial()
{
    const bool taken = m_options.openUrl && m_options.openUrl(QUrl(u"tel:999"_s));
    if (!m_capture)
        return;
    if (taken)
        m_capture->noteDialled999();
    else
        m_capture->noteDialFailed();
}

void DeviceApp::fail(const Error &error)
{
    m_trouble = messages::mend(error.code, Doing::Opening) + u" ("_s + messages::supportCode(error.code) + u')';
    if (!m_window)
        return;
    m_window->setProperty("troubleTitle", messages::happened(error.code, Doing::Opening));
    m_window->setProperty("trouble", m_trouble);
}

void DeviceApp::lay(const char *place, QObject *model)
{
    QObject *desk = m_window ? m_window->property("desk").value<QObject *>() : nullptr;
    if (desk)
        desk->setProperty(place, QVariant::fromValue(model));
}

void DeviceApp::noteInput()
{
    if (m_session)
        m_session->noteInput();
    if (m_joinGuard)
        m_joinGuard->noteInput();
}

/// Any touch, key or movement of the pointer in our window keeps the session open. What an on-screen keyboard types
/// goes to the item with the focus, past the window.
bool DeviceApp::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::Wheel:
        if (watched == m_window)
            noteInput();
        break;
    case QEvent::InputMethod: noteInput(); break;
    default: break;
    }
    return false;
}

} // namespace safelight
