// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/admin/explain.h"
#include "app/admin/invitation.h"
#include "app/admin/joinlink.h"
#include "app/admin/pendinginvitation.h"

#include <QStringList>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace safelight
{

/// An administrator adds a device: what it is, its code, the four words, approved. Drives one Invitation. A code that
/// is shown is kept in the vault until it is used, so a lock in between costs nothing. GUI thread.
class AddDeviceModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Handed to the page by its owner")
    Q_PROPERTY(Step step READ step NOTIFY changed FINAL)
    Q_PROPERTY(bool busy READ busy NOTIFY changed FINAL)
    /// Names of the teams a device can work in, in the organisation's order.
    Q_PROPERTY(QStringList teams READ teams NOTIFY changed FINAL)
    Q_PROPERTY(QString forWhom READ forWhom NOTIFY changed FINAL)
    Q_PROPERTY(QString code READ code NOTIFY changed FINAL)       ///< groups of five
    Q_PROPERTY(QString link READ link NOTIFY changed FINAL)       ///< what the QR shows
    Q_PROPERTY(QString address READ address CONSTANT FINAL)       ///< host and port, to be typed with the code
    Q_PROPERTY(QString expires READ expires NOTIFY changed FINAL) ///< "25 Nov 2026 21:04"
    Q_PROPERTY(QString person READ person NOTIFY changed FINAL)   ///< who answered
    Q_PROPERTY(QString words READ words NOTIFY changed FINAL)     ///< four, with a space between
    Q_PROPERTY(QString problem READ problem NOTIFY changed FINAL)
    Q_PROPERTY(QString problemField READ problemField NOTIFY changed FINAL) ///< "name", "team" or empty
    /// This invitation will never work again: begin a new one.
    Q_PROPERTY(bool spent READ spent NOTIFY changed FINAL)
public:
    enum class Step { Choose, Waiting, Compare, Approving, Finished };
    Q_ENUM(Step)
    enum class Kind { Tablet = 1, Kiosk = 2, Laptop = 3 };
    Q_ENUM(Kind)

    /// `vault` is the unlocked administrator's, `transport` signed in for this installation; both outlive the model.
    /// `address` goes into the link.
    AddDeviceModel(Vault &vault, Transport &transport, ServiceAddress address, Explain explain, Clock &clock,
                   QObject *parent = nullptr, std::chrono::milliseconds pollEvery = std::chrono::seconds(2));
    ~AddDeviceModel() override;

    [[nodiscard]] Step step() const { return m_step; }
    [[nodiscard]] bool busy() const { return m_busy; }
    [[nodiscard]] QStringList teams() const;
    [[nodiscard]] QString forWhom() const { return m_forWhom; }
    [[nodiscard]] QString code() const;
    [[nodiscard]] QString link() const;
    [[nodiscard]] QString address() const { return m_address.url.authority(); }
    [[nodiscard]] QString expires() const;
    [[nodiscard]] QString person() const { return m_claimant ? m_claimant->person : QString(); }
    [[nodiscard]] QString words() const { return m_claimant ? m_claimant->words.join(u' ') : QString(); }
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] QString problemField() const { return m_problemField; }
    [[nodiscard]] bool spent() const { return m_spent; }

    /// The team that is usual for this kind (index into teams), or -1 where the kind works in all of them or none fits.
    Q_INVOKABLE int usualTeam(safelight::AddDeviceModel::Kind kind) const;
    /// Whether such a device may work in that team: a kiosk reads where nobody writes but champions (devicekind.h).
    Q_INVOKABLE bool fits(safelight::AddDeviceModel::Kind kind, int teamIndex) const;
    /// Makes the invitation.
    Q_INVOKABLE void start(safelight::AddDeviceModel::Kind kind, const QString &forWhom, int teamIndex);
    /// The person in charge has compared the words and says that they are equal.
    Q_INVOKABLE void approve();
    /// Back to the beginning: another device, words that differ, or an invitation that is spent.
    Q_INVOKABLE void startAgain();

Q_SIGNALS:
    void changed();

private:
    void readTeams();
    void refuseTeam();
    void takeUp(const PendingInvitation &pending);
    void forgetPending();
    void poll();
    void fail(const Error &error, const QString &field = {});
    void go(Step step);

    Vault &m_vault;
    Transport &m_transport;
    ServiceAddress m_address;
    Explain m_explain;
    Clock &m_clock;
    QList<Team> m_teams;
    std::unique_ptr<Invitation> m_invitation;
    std::optional<Claimant> m_claimant;
    QTimer m_poll;
    Step m_step = Step::Choose;
    bool m_busy = false;
    bool m_spent = false;
    QString m_forWhom;
    QString m_problem;
    QString m_problemField;
};

} // namespace safelight
