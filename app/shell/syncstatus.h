// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/syncloop.h"
#include "app/shell/traymodel.h"

#include <QPointer>
#include <QTimeZone>
#include <QtQml/qqmlregistration.h>

namespace safelight
{

/// The state of sync in words: true, and with what can be done about it. No spinner stands for an unknown state.
/// Testable without QML; `kind` is a number of Banner in Safelight.Controls.
class SyncStatus final : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Handed to the window by app/main")
    Q_PROPERTY(Kind kind READ kind NOTIFY changed FINAL)
    Q_PROPERTY(QString title READ title NOTIFY changed FINAL) ///< a few words, for the bar
    Q_PROPERTY(QString text READ text NOTIFY changed FINAL)   ///< whole sentences, with how to mend it
    Q_PROPERTY(QString actionText READ actionText NOTIFY changed FINAL)
    Q_PROPERTY(QString iconName READ iconName NOTIFY changed FINAL)
    Q_PROPERTY(QString lastGoodText READ lastGoodText NOTIFY changed FINAL)
    Q_PROPERTY(QString clockText READ clockText NOTIFY changed FINAL) ///< empty while the clock is fine
    Q_PROPERTY(int waiting READ waiting NOTIFY changed FINAL)
    Q_PROPERTY(int attention READ attention NOTIFY changed FINAL)
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed FINAL)
public:
    enum class Kind { Info, Success, Warning, Danger };
    Q_ENUM(Kind)

    /// The clock outlives the status. `zone` is that of the person. Until follow() there is no service to be in step
    /// with, and the words say so.
    SyncStatus(Clock &clock, const QTimeZone &zone, QObject *parent = nullptr);

    /// Tells of this loop, which may go before the status does; null: of none again. `why`: what kept it from being
    /// made, if anything did.
    void follow(SyncLoop *loop, std::optional<Error> why = std::nullopt);
    /// Tells of what needs a person in the open vault; null: no vault is open.
    void followTray(const TrayModel *tray);

    [[nodiscard]] Kind kind() const;
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString actionText() const;
    /// What needs a person, when attention() is not 0.
    [[nodiscard]] QString attentionText() const;
    [[nodiscard]] QString iconName() const;
    [[nodiscard]] QString lastGoodText() const;
    [[nodiscard]] QString clockText() const;
    [[nodiscard]] int waiting() const { return state().waiting; }
    [[nodiscard]] int attention() const { return m_tray ? m_tray->count() : 0; }
    [[nodiscard]] bool isBusy() const { return state().phase == SyncState::Phase::Working; }

    Q_INVOKABLE void tryNow();

Q_SIGNALS:
    void changed();
    /// Sync stands differently now, in the words of the title. Not for what passes by itself, such as sending.
    void announced(const QString &title);
    /// Asked to try again where there is no loop: whoever makes one should.
    void connectRequested();

private:
    /// What the words are about, most pressing first.
    enum class Matter {
        Unconnected,
        Removed,
        Refused,
        Untrusted,
        Attention,
        Storage,
        Stuck,
        Waiting,
        Offline,
        Silent,
        Trouble,
        Sending,
        Fine,
        Unknown
    };
    [[nodiscard]] Matter matter() const;
    [[nodiscard]] ErrorCode code() const;
    void tell();
    [[nodiscard]] const SyncState &state() const;

    QPointer<SyncLoop> m_loop;
    QPointer<const TrayModel> m_tray;
    std::optional<Matter> m_told;
    SyncState m_none; ///< told while there is no loop
    Clock &m_clock;
    QTimeZone m_zone;
};

} // namespace safelight
