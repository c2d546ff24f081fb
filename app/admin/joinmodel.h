// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/admin/explain.h"
#include "app/admin/joining.h"
#include "app/store/passphrasepolicy.h"

#include <QStringList>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace safelight
{

/// A new person on this device: code, who you are, four words, a first talk with the service, done. Drives one Joining.
/// GUI thread.
class JoinModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Handed to the page by its owner")
    Q_PROPERTY(Step step READ step NOTIFY changed FINAL)
    Q_PROPERTY(bool busy READ busy NOTIFY changed FINAL)
    /// A code without a link was entered and this device does not know the service yet.
    Q_PROPERTY(bool addressNeeded READ addressNeeded NOTIFY changed FINAL)
    /// A link that the program was opened with, to begin with; empty otherwise and once it was taken.
    Q_PROPERTY(QString offeredLink READ offeredLink NOTIFY changed FINAL)
    Q_PROPERTY(QString organisation READ organisation NOTIFY changed FINAL)
    Q_PROPERTY(QString forWhom READ forWhom NOTIFY changed FINAL)
    Q_PROPERTY(QString words READ words NOTIFY changed FINAL) ///< four, with a space between
    Q_PROPERTY(QString person READ person NOTIFY changed FINAL)
    /// What went wrong and how to mend it; empty when nothing did. `problemField` says beside which field it belongs:
    /// "code", "address", "person", "passphrase", "repeat", or empty for the page.
    Q_PROPERTY(QString problem READ problem NOTIFY changed FINAL)
    Q_PROPERTY(QString problemField READ problemField NOTIFY changed FINAL)
    /// Nobody was here for a while: the passphrase is asked for once more when the administrator has approved.
    Q_PROPERTY(bool asksAgain READ asksAgain NOTIFY changed FINAL)
    /// This code will never work again: a new one is needed.
    Q_PROPERTY(bool spent READ spent NOTIFY changed FINAL)
    Q_PROPERTY(int minimumPassphrase READ minimumPassphrase CONSTANT FINAL)
public:
    /// SamePassphrase: approved, and the passphrase of Confirm is typed once more, because it was let go meanwhile.
    /// Fetching: the vault is made and learns from the service where it may write. Until that went well no note could
    /// be saved, so nobody starts before it.
    enum class Step { EnterCode, Confirm, Waiting, SamePassphrase, Creating, Fetching, Finished };
    Q_ENUM(Step)

    /// `transports`, `explain`: see their headers. `pollEvery` and `cost` are for
    /// tests.
    JoinModel(DeviceFile &device, QString dataFolder, TransportFactory transports, Explain explain, Clock &clock,
              Random &random, QObject *parent = nullptr, std::chrono::milliseconds pollEvery = std::chrono::seconds(2),
              Argon2Cost cost = {});
    ~JoinModel() override;

    [[nodiscard]] Step step() const { return m_step; }
    [[nodiscard]] bool busy() const { return m_busy; }
    [[nodiscard]] bool addressNeeded() const { return m_addressNeeded; }
    [[nodiscard]] QString offeredLink() const { return m_offeredLink; }
    [[nodiscard]] QString organisation() const { return m_info.organisation; }
    [[nodiscard]] QString forWhom() const { return m_info.forWhom; }
    [[nodiscard]] QString words() const { return m_words.join(u' '); }
    [[nodiscard]] QString person() const { return m_person; }
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] QString problemField() const { return m_problemField; }
    [[nodiscard]] bool asksAgain() const { return m_asksAgain; }
    [[nodiscard]] int deviceKind() const { return m_info.deviceKind; } ///< as in VaultOwner; 0 = not known yet
    [[nodiscard]] bool spent() const { return m_spent; }
    [[nodiscard]] static int minimumPassphrase() { return int(kMinPassphraseCharacters); }

    /// Fills in what a person would paste. It is not entered: they see first what they are about to answer.
    void offer(const QString &link);
    /// A code or a link; `address` only where addressNeeded. `caFile` names a PEM file of the organisation's own
    /// certificate authority, or is empty.
    Q_INVOKABLE void enter(const QString &codeOrLink, const QString &address = {}, const QString &caFile = {});
    /// Characters still missing before the passphrase is long enough.
    Q_INVOKABLE int missingCharacters(const QString &passphrase) const;
    /// Answers the invitation as this person and waits for approval.
    Q_INVOKABLE void claim(const QString &person, const QString &passphrase, const QString &repeated);
    /// At SamePassphrase. Another one than at Confirm is refused: else whoever comes by could choose one.
    Q_INVOKABLE void typeAgain(const QString &passphrase);
    /// At Creating or Fetching, after a problem: the same once more.
    Q_INVOKABLE void tryAgain();
    /// Nobody has touched the device for as long as it takes a session to lock. While this waits, the passphrase is let
    /// go (the claim that was kept under it knows it again); a vault that is made closes, the join ends, and the person
    /// unlocks as usual. Nothing is lost. May be called again and again.
    void personLeft();
    /// Back to the beginning, with nothing kept.
    Q_INVOKABLE void startAgain();

    /// After joined(): the open vault of the new person, once.
    [[nodiscard]] std::unique_ptr<Vault> takeVault();

Q_SIGNALS:
    void changed();
    /// The vault is made, durable and ready for a first note. `folder` is KnownPerson::folder.
    void joined(const QString &folder);
    /// The person left: what was typed must not stay in the fields.
    void left();
    /// The person left after the vault was made: it is closed, and listed among the people of this device.
    void ended();

private:
    void begin(JoinLink link);
    void beginWithKnownService(const std::shared_ptr<JoinLink> &link);
    void answer();
    void poll();
    void goOn();
    void create();
    void made(Result<std::unique_ptr<Vault>> vault);
    void fetch();
    void letGo();
    void end();
    [[nodiscard]] bool take(const QString &passphrase, const QString &repeated);
    void go(Step step);
    void work();
    void fail(const Error &error, const QString &field = {});
    void reject(const QString &problem, const QString &field);
    void clearProblem();

    DeviceFile &m_device;
    QString m_dataFolder;
    TransportFactory m_transports;
    Explain m_explain;
    Clock &m_clock;
    Random &m_random;
    std::unique_ptr<Joining> m_joining;
    std::optional<Passphrase> m_passphrase; ///< from claim() until the vault is made, or the person leaves
    bool m_asksAgain = false;               ///< it was let go after the claim, which was kept under it
    bool m_approved = false;
    bool m_away = false; ///< left while the vault is being made
    std::unique_ptr<Vault> m_vault;
    std::unique_ptr<QObject> m_fetching; ///< gone = stopped; before the vault
    QTimer m_poll;
    Argon2Cost m_cost;
    Step m_step = Step::EnterCode;
    bool m_busy = false;
    bool m_addressNeeded = false;
    bool m_spent = false;
    InviteInfo m_info;
    QString m_offeredLink;
    QStringList m_words;
    QString m_person;
    QString m_problem;
    QString m_problemField;
};

} // namespace safelight
