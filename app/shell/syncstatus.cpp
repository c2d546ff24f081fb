// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/syncstatus.h"

#include "app/shell/messages.h"
#include "app/shell/timetext.h"

namespace safelight
{
namespace
{

/// No connection, and nothing more to it.
bool isPlainlyOffline(ErrorCode code) { return code == ErrorCode::Offline || code == ErrorCode::TimedOut; }

/// Trying again does not help; a person must look.
bool isAboutTrust(ErrorCode code)
{
    return code == ErrorCode::UntrustedCertificate || code == ErrorCode::NotAuthentic || code == ErrorCode::Conflict;
}

} // namespace

SyncStatus::SyncStatus(SyncLoop &loop, Clock &clock, QTimeZone zone, QObject *parent)
    : QObject(parent)
    , m_loop(loop)
    , m_clock(clock)
    , m_zone(std::move(zone))
{
    connect(&m_loop, &SyncLoop::changed, this, &SyncStatus::changed);
}

ErrorCode SyncStatus::code() const { return m_loop.state().error ? m_loop.state().error->code : ErrorCode::Internal; }

SyncStatus::Matter SyncStatus::matter() const
{
    const SyncState &state = m_loop.state();
    if (state.removed)
        return Matter::Removed;
    if (state.error && isAboutTrust(code()))
        return Matter::Untrusted;
    if (state.error && (code() == ErrorCode::Unauthorised || code() == ErrorCode::Forbidden))
        return Matter::Refused;
    if (state.attention > 0)
        return Matter::Attention;
    if (state.error && isPlainlyOffline(code()))
        return state.waiting > 0 ? Matter::Waiting : Matter::Offline;
    if (state.error)
        return Matter::Trouble;
    if (state.waiting > 0)
        return Matter::Sending;
    return state.lastGood ? Matter::Fine : Matter::Unknown;
}

SyncStatus::Kind SyncStatus::kind() const
{
    switch (matter()) {
    case Matter::Untrusted: return Kind::Danger;
    case Matter::Removed:
    case Matter::Refused:
    case Matter::Attention:
    case Matter::Trouble: return Kind::Warning;
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
    case Matter::Removed:
    case Matter::Refused: return tr("Not allowed by the service");
    case Matter::Untrusted: return tr("The service cannot be trusted");
    case Matter::Attention: return tr("%n to look at", "items that the service refused", attention());
    case Matter::Waiting: return tr("%n waiting, safe here", "items to send", waiting());
    case Matter::Offline: return tr("No connection");
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
    case Matter::Removed:
        return tr("The service no longer takes notes from you on this device. Everything you wrote is kept here. "
                  "Ask your administrator.");
    case Matter::Refused:
    case Matter::Untrusted:
    case Matter::Trouble: return messages::explain(*m_loop.state().error);
    case Matter::Attention:
        return tr(
            "The service could not take %n item(s) from this device. They are kept here. Tell your administrator.", "",
            attention());
    case Matter::Waiting:
        return tr("%n item(s) on this device are waiting for a connection. They are safe.", "", waiting());
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

QString SyncStatus::actionText() const
{
    switch (matter()) {
    case Matter::Untrusted:
    case Matter::Refused:
    case Matter::Waiting:
    case Matter::Offline:
    case Matter::Trouble: return tr("Try now");
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
    case Matter::Trouble: return QStringLiteral("dialog-warning-symbolic");
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
    const std::optional<UnixTime> last = m_loop.state().lastGood;
    return last ? timeText(*last, m_clock.now(), m_zone) : QString();
}

QString SyncStatus::clockText() const
{
    if (!m_loop.state().clockSuspect)
        return {};
    return tr("The clock of this device looks wrong. Check its date and time. Your notes also carry the time at which "
              "the service received them.");
}

} // namespace safelight
