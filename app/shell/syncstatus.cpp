// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/syncstatus.h"

#include "app/shell/messages.h"
#include "app/shell/timetext.h"

namespace safelight
{
namespace
{

/// The service is there or not, but it does not answer us.
bool isSilence(ErrorCode code) { return code == ErrorCode::TimedOut || code == ErrorCode::ServiceUnavailable; }

/// Of this device, not of the way to the service.
bool isAboutStorage(ErrorCode code)
{
    return code == ErrorCode::DiskFull || code == ErrorCode::DiskFault || code == ErrorCode::Damaged;
}

/// Trying again does not help; a person must look.
bool isAboutTrust(ErrorCode code)
{
    return code == ErrorCode::UntrustedCertificate || code == ErrorCode::NotAuthentic || code == ErrorCode::Conflict;
}

} // namespace

SyncStatus::SyncStatus(Clock &clock, const QTimeZone &zone, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_zone(zone)
{
}

void SyncStatus::follow(SyncLoop *loop, std::optional<Error> why)
{
    if (m_loop)
        m_loop->disconnect(this);
    m_loop = loop;
    m_none.error = std::move(why);
    if (m_loop)
        connect(m_loop, &SyncLoop::changed, this, &SyncStatus::tell);
    Q_EMIT changed();
}

void SyncStatus::followTray(const TrayModel *tray)
{
    if (m_tray)
        m_tray->disconnect(this);
    m_tray = tray;
    if (m_tray)
        connect(m_tray, &TrayModel::changed, this, &SyncStatus::tell);
    Q_EMIT changed();
}

void SyncStatus::tell()
{
    Q_EMIT changed();
    const Matter now = matter();
    const bool passing = now == Matter::Sending || now == Matter::Unknown;
    const bool asExpected = !m_told && now == Matter::Fine;
    if (passing || m_told == now)
        return;
    m_told = now;
    if (!asExpected)
        Q_EMIT announced(title());
}

void SyncStatus::tryNow()
{
    if (m_loop)
        m_loop->tryNow();
    else
        Q_EMIT connectRequested();
}

const SyncState &SyncStatus::state() const { return m_loop ? m_loop->state() : m_none; }

ErrorCode SyncStatus::code() const { return state().error ? state().error->code : ErrorCode::Internal; }

SyncStatus::Matter SyncStatus::matter() const
{
    const SyncState &now = state();
    const bool waits = now.waiting > 0;
    if (!m_loop)
        return !now.error ? Matter::Unconnected : isAboutStorage(code()) ? Matter::Storage : Matter::Trouble;
    if (now.removed)
        return Matter::Removed;
    if (now.error && isAboutTrust(code()))
        return Matter::Untrusted;
    if (now.error && (code() == ErrorCode::Unauthorised || code() == ErrorCode::Forbidden))
        return Matter::Refused;
    if (attention() > 0)
        return Matter::Attention;
    if (now.error && isAboutStorage(code()))
        return Matter::Storage;
    if (now.error && code() == ErrorCode::Offline)
        return waits ? Matter::Waiting : Matter::Offline;
    if (now.error && isSilence(code()))
        return waits ? Matter::Waiting : Matter::Silent;
    if (now.error)
        return Matter::Trouble;
    if (waits && now.stuck >= now.waiting)
        return Matter::Stuck;
    if (waits)
        return now.phase == SyncState::Phase::Pausing ? Matter::Waiting : Matter::Sending;
    return now.lastGood ? Matter::Fine : Matter::Unknown;
}

SyncStatus::Kind SyncStatus::kind() const
{
    switch (matter()) {
    case Matter::Untrusted: return Kind::Danger;
    case Matter::Removed:
    case Matter::Refused:
    case Matter::Attention:
    case Matter::Storage:
    case Matter::Stuck:
    case Matter::Silent:
    case Matter::Trouble: return Kind::Warning;
    case Matter::Unconnected:
    case Matter::Waiting:
    case Matter::Offline:
    case Matter::Sending:
    case Matter::Unknown: return Kind::Info;
    case Matter::Fine: return Kind::Success;
    }
    return Kind::Info;
}

QString SyncStatus::title() const
{
    switch (matter()) {
    case Matter::Unconnected: return tr("Not connected to a service");
    case Matter::Removed:
    case Matter::Refused: return tr("Not allowed by the service");
    case Matter::Untrusted: return tr("The service cannot be trusted");
    case Matter::Attention: return tr("%n to look at", "items that need a person", attention());
    case Matter::Storage: return tr("The storage of this device is in trouble");
    case Matter::Stuck: return tr("%n cannot be sent", "items", waiting());
    case Matter::Waiting: return tr("%n waiting, safe here", "items to send", waiting());
    case Matter::Offline: return tr("No connection");
    case Matter::Silent: return tr("The service does not answer");
    case Matter::Trouble: return tr("The service cannot be reached");
    case Matter::Sending: return tr("Sending %n", "items", waiting());
    case Matter::Fine:
        //: %1 is a time such as 21:04
        return tr("Up to date, %1").arg(lastGoodText());
    case Matter::Unknown: return tr("Looking for the service");
    }
    return {};
}

QString SyncStatus::text() const
{
    switch (matter()) {
    case Matter::Unconnected:
        return tr("This device does not send notes anywhere yet. What you write is kept safe here. Ask your "
                  "administrator to connect this device to your service.");
    case Matter::Removed:
        return tr("The service no longer takes notes from you on this device. Everything you wrote is kept here. "
                  "Ask your administrator.");
    case Matter::Refused:
    case Matter::Untrusted:
    case Matter::Storage:
    case Matter::Silent:
    case Matter::Trouble: return messages::explain(*state().error, Doing::Syncing);
    case Matter::Stuck:
        return tr("%n item(s) on this device cannot be sent: whoever wrote them may not write there any more. They "
                  "are kept here. Ask your administrator.",
                  "", waiting());
    case Matter::Attention: return attentionText();
    case Matter::Waiting:
        if (state().error && code() == ErrorCode::Offline)
            return tr("%n item(s) on this device are waiting for a connection. They are safe.", "", waiting());
        return tr("%n item(s) on this device are waiting until the service takes them. They are safe.", "", waiting());
    case Matter::Offline:
        return tr("There is no connection. You can go on writing: everything is kept safe on this device.");
    case Matter::Sending:
        return tr("%n item(s) are on the way to the service. They are safe on this device.", "", waiting());
    case Matter::Fine:
        //: %1 is a time such as 21:04
        return tr("Everything is with the service, %1.").arg(lastGoodText());
    case Matter::Unknown:
        return tr(
            "Safelight is looking for the service. You can go on writing: everything is kept safe on this device.");
    }
    return {};
}

QString SyncStatus::attentionText() const
{
    if (attention() == 0)
        return {};
    const int refused = m_tray->countOf(TrayItem::Kind::OwnRefused);
    const int unreadable = m_tray->countOf(TrayItem::Kind::Unreadable);
    if (unreadable == 0)
        return tr("The service did not take %n item(s) from this device. They are kept here.", "", refused);
    if (refused == 0)
        return tr("%n item(s) came that could not be used. They are kept aside here.", "", unreadable);
    //: %1 and %2 are numbers
    return tr("The service did not take %1 from this device, and %2 came that could not be used. All of it is kept "
              "here.")
        .arg(refused)
        .arg(unreadable);
}

QString SyncStatus::actionText() const
{
    switch (matter()) {
    case Matter::Untrusted:
    case Matter::Refused:
    case Matter::Storage:
    case Matter::Waiting:
    case Matter::Offline:
    case Matter::Silent:
    case Matter::Trouble: return tr("Try now");
    case Matter::Unconnected:
    case Matter::Stuck:
    case Matter::Removed:
    case Matter::Attention:
    case Matter::Sending:
    case Matter::Fine:
    case Matter::Unknown: return {};
    }
    return {};
}

QString SyncStatus::iconName() const
{
    switch (matter()) {
    case Matter::Removed:
    case Matter::Refused:
    case Matter::Untrusted: return QStringLiteral("dialog-error-symbolic");
    case Matter::Attention:
    case Matter::Storage:
    case Matter::Stuck:
    case Matter::Silent:
    case Matter::Trouble: return QStringLiteral("dialog-warning-symbolic");
    case Matter::Unconnected:
    case Matter::Waiting:
    case Matter::Offline: return QStringLiteral("network-disconnect");
    case Matter::Sending: return QStringLiteral("cloud-upload");
    case Matter::Fine: return QStringLiteral("dialog-ok-apply");
    case Matter::Unknown: return QStringLiteral("cloudstatus");
    }
    return {};
}

QString SyncStatus::lastGoodText() const
{
    const std::optional<UnixTime> last = state().lastGood;
    return last ? timeText(*last, m_clock.now(), m_zone) : QString();
}

QString SyncStatus::clockText() const
{
    if (!state().clockSuspect)
        return {};
    return tr("The clock of this device looks wrong. Check its date and time. Your notes also carry the time at which "
              "the service received them.");
}

} // namespace safelight
