// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/idlewatch.h"
#include "app/shell/personlistmodel.h"
#include "app/store/vault.h"

#include <functional>

namespace safelight
{

/// Opens a vault. Runs on a worker thread and takes about a second. app/main hands in vault::open.
using VaultOpener = std::function<Result<std::unique_ptr<Vault>>(const QString &folder, const Passphrase &passphrase)>;

/// Who is signed in on this device: the people, unlocking, waiting after wrong guesses, locking by hand and by
/// idleness. Owns the open vault. Text in progress is a draft already, so a lock loses nothing. GUI thread.
class SessionModel final : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Handed to the window by app/main")
    Q_PROPERTY(State state READ state NOTIFY stateChanged FINAL)
    Q_PROPERTY(safelight::PersonListModel *people READ people CONSTANT FINAL)
    Q_PROPERTY(QString selectedFolder READ selectedFolder NOTIFY selectionChanged FINAL)
    Q_PROPERTY(QString selectedName READ selectedName NOTIFY selectionChanged FINAL)
    Q_PROPERTY(int deviceKind READ deviceKind NOTIFY selectionChanged FINAL) ///< 1 tablet, 2 kiosk, 3 laptop
    Q_PROPERTY(QString problem READ problem NOTIFY problemChanged FINAL)
    /// The vault itself is in trouble: typing another passphrase will not help.
    Q_PROPERTY(bool damaged READ isDamaged NOTIFY problemChanged FINAL)
    Q_PROPERTY(int waitSeconds READ waitSeconds NOTIFY waitChanged FINAL)
    Q_PROPERTY(int lockInSeconds READ lockInSeconds NOTIFY lockInChanged FINAL) ///< 0 = no warning
    Q_PROPERTY(bool practice READ isPractice CONSTANT FINAL)
public:
    /// Unreadable: who works on this device could not be read; `problem` says why, reload() tries again.
    enum class State { Loading, Nobody, Locked, Unlocking, Unlocked, Locking, Unreadable };
    Q_ENUM(State)

    /// `device` and `clock` outlive the session. `dataFolder` is the one `device` was opened with.
    SessionModel(DeviceFile *device, QString dataFolder, VaultOpener opener, Clock &clock, bool practice = false,
                 QObject *parent = nullptr);
    ~SessionModel() override;

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] PersonListModel *people() { return &m_people; }
    [[nodiscard]] QString selectedFolder() const { return m_selected.folder; }
    [[nodiscard]] QString selectedName() const { return m_selected.name; }
    [[nodiscard]] int deviceKind() const { return m_selected.deviceKind; }
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] bool isDamaged() const { return m_damaged; }
    [[nodiscard]] int waitSeconds() const { return m_waitSeconds; }
    [[nodiscard]] int lockInSeconds() const { return m_idle.secondsLeft(); }
    [[nodiscard]] bool isPractice() const { return m_practice; }

    /// Reads the people of this device again, then Nobody, Locked or Unreadable.
    Q_INVOKABLE void reload();
    /// The same from a list, for tests and after a join.
    void showPeople(const QList<KnownPerson> &people);
    /// What reload() does when the people cannot be read, for tests too.
    void showUnreadable(const Error &error);
    Q_INVOKABLE void select(const QString &folder);
    /// Tries the passphrase of the selected person. The caller forgets its copy.
    Q_INVOKABLE void unlock(const QString &passphrase);
    Q_INVOKABLE void clearProblem();
    Q_INVOKABLE void lock();
    /// Any touch, key or pointer movement in a window of ours.
    Q_INVOKABLE void noteInput() { m_idle.noteInput(); }
    /// A vault that was just made by joining this device.
    void adopt(const KnownPerson &person, std::unique_ptr<Vault> vault);

    /// Null unless Unlocked.
    [[nodiscard]] Vault *vault() const { return m_vault.get(); }
    [[nodiscard]] IdleWatch &idle() { return m_idle; }

    [[nodiscard]] static std::chrono::seconds idleLimit(int deviceKind);

Q_SIGNALS:
    void stateChanged();
    void selectionChanged();
    void problemChanged();
    void waitChanged();
    void lockInChanged();
    /// The vault is open: make the view models.
    void unlocked();
    /// The vault closes when this returns: drafts are flushed and every model that uses it is gone by then.
    void aboutToLock();

private:
    void setState(State state);
    void opened(Result<std::unique_ptr<Vault>> result);
    void fail(const Error &error);
    void tickWait();
    void finishLock();
    void enter(std::unique_ptr<Vault> vault);

    DeviceFile *m_device;
    QString m_dataFolder;
    VaultOpener m_opener;
    Clock &m_clock;
    PersonListModel m_people;
    IdleWatch m_idle;
    QTimer m_waitTick;
    std::chrono::milliseconds m_waitUntil{0};
    KnownPerson m_selected;
    std::unique_ptr<Vault> m_vault;
    QString m_problem;
    State m_state = State::Loading;
    int m_waitSeconds = 0;
    bool m_damaged = false;
    bool m_practice;
};

} // namespace safelight
