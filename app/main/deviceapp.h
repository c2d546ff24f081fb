// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/admin/adddevicemodel.h"
#include "app/admin/joinmodel.h"
#include "app/admin/transportfactory.h"
#include "app/concern/kioskmodel.h"
#include "app/concern/notemodel.h"
#include "app/concern/notesmodel.h"
#include "app/main/announcements.h"
#include "app/main/joinguard.h"
#include "app/shell/appearancemodel.h"
#include "app/shell/sessionmodel.h"
#include "app/shell/syncstatus.h"
#include "app/shell/traymodel.h"
#include "app/triage/triagemodel.h"
#include "platform/clipboard/clipboard.h"
#include "platform/keystore/keystore.h"
#include "platform/network/networkwatch.h"

#include <QQmlApplicationEngine>
#include <QSize>

class QQuickWindow;

namespace safelight
{

/// What the unlock page offers about practice (experience.md section 5).
enum class PracticeDoor : quint8 { None, In, Out };

/// What differs from one device to the next.
struct DeviceAppOptions {
    QString dataFolder;
    QSize window{1280, 800};
    bool fullScreen = false;
    bool practice = false; ///< all people are invented: says so on every page
    QString practiceHint;
    PracticeDoor practiceDoor = PracticeDoor::None;
    QString joinLink;           ///< the program was opened with it: the join page comes first, with it filled in
    bool coverWhenAway = false; ///< hide the window's content while another program has the attention
    QTimeZone zone = QTimeZone::systemTimeZone();
    std::optional<AppearanceModel::Theme> theme; ///< for this run; what the person chose is kept otherwise
    std::optional<qreal> textScale;
    TransportFactory transports; ///< makeHttpsTransport, or a test's
    /// Of the platform; each may be null, and all outlive the app.
    Announcer *announcer = nullptr;
    Clipboard *clipboard = nullptr;
    NetworkWatch *network = nullptr;
    std::function<bool(const QUrl &)> openUrl; ///< false: no program of the system takes it
};

/// One running Safelight: the composition root. Every object is made here and handed what it needs. No singletons, so
/// several can live in one process (tour, tests). GUI thread. Order of destruction: pages, models, sync, vault, device.
class DeviceApp final : public QObject
{
    Q_OBJECT
public:
    /// All of it outlives the app.
    DeviceApp(Clock &clock, Random &random, KeyStore &keys, DeviceAppOptions options, QObject *parent = nullptr);
    ~DeviceApp() override;

    /// Shows the window at once, then opens the device file on a worker. False: the window itself could not be made.
    [[nodiscard]] bool start();

    [[nodiscard]] QQuickWindow *window() const { return m_window; }
    [[nodiscard]] const QString &dataFolder() const { return m_options.dataFolder; }
    [[nodiscard]] SessionModel *session() const { return m_session.get(); }
    [[nodiscard]] SyncLoop *syncLoop() const { return m_loop.get(); }
    [[nodiscard]] SyncStatus &syncStatus() { return m_status; }
    [[nodiscard]] AppearanceModel &appearance() { return m_appearance; }
    [[nodiscard]] DeviceFile *deviceFile() const { return m_device.get(); }
    /// The models of the person who is signed in; null otherwise, and where this kind of device has none.
    [[nodiscard]] TrayModel *tray() const { return m_tray.get(); }
    [[nodiscard]] CaptureModel *capture() const { return m_capture.get(); }
    [[nodiscard]] NotesModel *notes() const { return m_notes.get(); }
    [[nodiscard]] NoteModel *note() const { return m_note.get(); }
    [[nodiscard]] KioskModel *kiosk() const { return m_kiosk.get(); }
    [[nodiscard]] TriageModel *triage() const { return m_triage.get(); }
    [[nodiscard]] AddDeviceModel *addDevice() const { return m_addDevice.get(); }
    [[nodiscard]] JoinModel *join() const { return m_join.get(); }
    /// Everything the QML engine complained about. A good program has none.
    [[nodiscard]] const QStringList &warnings() const { return m_warnings; }
    /// Why there is nothing to work with, or empty.
    [[nodiscard]] const QString &trouble() const { return m_trouble; }

    /// Begins to join this device as a new person, as the unlock page's button does.
    void beginJoin();

Q_SIGNALS:
    /// The device file is open, or there is trouble.
    void ready();
    /// The models of a person are made and shown.
    void working();
    void warned(const QString &warning);
    /// Somebody wants to practise, or to leave practice: see DeviceAppOptions::practiceDoor.
    void practiceRequested();

private Q_SLOTS:
    void beginJoinFromPage() { beginJoin(); }
    void endJoinFromPage(bool joined) { endJoin(joined); }
    void dial();

private:
    struct Forms;
    void openDevice();
    void meet(std::unique_ptr<DeviceFile> device);
    /// Makes transport and loop as soon as the address of the service is known, then `then`. Trouble is told by the
    /// status, which is always there.
    void connectService(const std::function<void()> &then);
    void makeLoop(InstallLogin login);
    void attachVault(Vault &vault);
    void makeModels();
    void fillWindow(Vault &vault);
    void makeTray(Vault &vault);
    void makeConcernModels(Vault &vault);
    void makeTriage(Vault &vault);
    void makeAddDevice(Vault &vault);
    void dropModels();
    void endJoin(bool joined);
    void leaveJoin(bool joined);
    void fail(const Error &error);
    void noteInput();
    void saved();
    void received();
    /// Lays a model on the desk of the window, or takes it away.
    void lay(const char *place, QObject *model);
    bool eventFilter(QObject *watched, QEvent *event) override;

    Clock &m_clock;
    Random &m_random;
    KeyStore &m_keys;
    DeviceAppOptions m_options;
    AppearanceModel m_appearance;
    std::unique_ptr<Forms> m_forms;
    std::unique_ptr<DeviceFile> m_device;
    std::optional<ServiceAddress> m_address;
    std::unique_ptr<Transport> m_transport;
    std::unique_ptr<SessionModel> m_session;
    std::unique_ptr<LockedSide> m_lockedSide;
    std::unique_ptr<UnlockedSide> m_unlockedSide;
    std::unique_ptr<SyncLoop> m_loop;
    SyncStatus m_status;
    std::unique_ptr<Announcements> m_announcements;
    std::unique_ptr<TrayModel> m_tray;
    std::unique_ptr<CaptureModel> m_capture;
    std::unique_ptr<NotesModel> m_notes;
    std::unique_ptr<NoteModel> m_note;
    std::unique_ptr<KioskModel> m_kiosk;
    std::unique_ptr<TriageModel> m_triage;
    std::unique_ptr<AddDeviceModel> m_addDevice;
    std::unique_ptr<JoinModel> m_join;
    std::unique_ptr<JoinGuard> m_joinGuard; ///< as long as m_join
    QQmlApplicationEngine m_engine;
    QQuickWindow *m_window = nullptr;
    bool m_foreground = true;
    bool m_modelled = false; ///< the models of the open vault are made
    QString m_trouble;
    QStringList m_warnings;
};

} // namespace safelight
