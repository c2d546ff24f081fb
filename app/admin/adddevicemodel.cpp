// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/adddevicemodel.h"

#include "app/admin/plainname.h"
#include "sync/base/when_ready.h"

#include <QDateTime>
#include <QLocale>
#include <algorithm>

namespace safelight
{

using namespace Qt::StringLiterals;

namespace
{

/// Nothing that waiting or trying again would mend.
bool spends(ErrorCode code)
{
    return code == ErrorCode::Expired || code == ErrorCode::NotFound || code == ErrorCode::NotAuthentic ||
           code == ErrorCode::AlreadyUsed;
}

} // namespace

AddDeviceModel::AddDeviceModel(Vault &vault, Transport &transport, ServiceAddress address, Explain explain,
                               Clock &clock, QObject *parent, std::chrono::milliseconds pollEvery)
    : QObject(parent)
    , m_vault(vault)
    , m_transport(transport)
    , m_address(std::move(address))
    , m_explain(std::move(explain))
    , m_clock(clock)
{
    m_poll.setSingleShot(true);
    m_poll.setInterval(pollEvery);
    connect(&m_poll, &QTimer::timeout, this, &AddDeviceModel::poll);
    readTeams();
    whenReady(m_vault.read([](ReadTx &tx) { return pendinginvitation::find(tx); }), this,
              [this](const Result<std::optional<PendingInvitation>> &pending) {
                  if (pending && *pending && m_step == Step::Choose && !m_busy)
                      takeUp(**pending);
              });
}

AddDeviceModel::~AddDeviceModel() = default;

void AddDeviceModel::readTeams()
{
    // A write, because only there the engine is at hand; it changes nothing.
    auto read = [](WriteTx &tx, Journal &, Engine &engine) -> Result<QList<Team>> {
        const Result<QList<FollowedSpace>> followed = spaces::followed(tx);
        if (!followed)
            return followed.error();
        return teamsOf(*followed, engine);
    };
    whenReady(m_vault.write(std::move(read)), this, [this](const Result<QList<Team>> &teams) {
        if (!teams)
            return fail(teams.error());
        m_teams = *teams;
        Q_EMIT changed();
    });
}

/// Shown before a lock, or before the program ended: the code still works.
void AddDeviceModel::takeUp(const PendingInvitation &pending)
{
    Result<InviteCode> code = InviteCode::parse(pending.code);
    if (!code)
        return;
    m_invitation = std::make_unique<Invitation>(m_vault, m_transport, m_clock);
    m_invitation->takeUp(std::move(*code), pending.spec, pending.expiresMs);
    m_forWhom = pending.spec.forWhom;
    go(Step::Waiting);
    m_poll.start();
}

void AddDeviceModel::forgetPending()
{
    (void)m_vault.write([](WriteTx &tx, Journal &, Engine &) { return pendinginvitation::forget(tx); });
}

QStringList AddDeviceModel::teams() const
{
    QStringList names;
    for (const Team &team : m_teams)
        names.append(team.space.name);
    return names;
}

QString AddDeviceModel::code() const
{
    return m_invitation && m_invitation->code() ? m_invitation->code()->text() : QString();
}

QString AddDeviceModel::link() const
{
    return m_invitation && m_invitation->code() ? joinlink::format(*m_invitation->code(), m_address) : QString();
}

QString AddDeviceModel::expires() const
{
    if (!m_invitation || !m_invitation->code())
        return {};
    return QLocale(QLocale::English, QLocale::UnitedKingdom)
        .toString(QDateTime::fromMSecsSinceEpoch(m_invitation->expiresMs()), u"d MMM yyyy HH:mm"_s);
}

int AddDeviceModel::usualTeam(Kind kind) const
{
    const SpaceId usual = safelight::usualTeam(DeviceKind(quint8(kind)), m_teams);
    const auto found = std::ranges::find(m_teams, usual, [](const Team &team) { return team.space.id; });
    return found == m_teams.end() ? -1 : int(found - m_teams.begin());
}

bool AddDeviceModel::fits(Kind kind, int teamIndex) const
{
    return teamIndex >= 0 && teamIndex < m_teams.size() && m_teams.at(teamIndex).fits(DeviceKind(quint8(kind)));
}

void AddDeviceModel::refuseTeam()
{
    m_busy = false;
    m_problem =
        tr("A kiosk must not read what a team's tablets write, so kiosks and tablets work in teams of their own. "
           "Choose another team, or ask who set up your organisation for one more.");
    m_problemField = m_step == Step::Choose ? u"team"_s : QString();
    Q_EMIT changed();
}

void AddDeviceModel::start(Kind kind, const QString &forWhom, int teamIndex)
{
    if (m_busy || m_step != Step::Choose)
        return;
    m_problem.clear();
    m_problemField.clear();
    InviteSpec spec;
    spec.kind = DeviceKind(quint8(kind));
    spec.forWhom = forWhom.trimmed();
    const int team = teamIndex >= 0 ? teamIndex : usualTeam(kind);
    if (kind != Kind::Laptop && !m_teams.isEmpty()) {
        if (!fits(kind, team))
            return refuseTeam();
        spec.team = m_teams.at(team).space.id;
    }
    if (spec.forWhom.isEmpty() || !isPlainName(spec.forWhom)) {
        m_problem = spec.forWhom.isEmpty()
                        ? tr("Give the device a name, for example “Tablet 3, outreach”.")
                        : tr("Type the name in one line of letters: there is something in it that cannot be seen.");
        m_problemField = u"name"_s;
        Q_EMIT changed();
        return;
    }
    m_forWhom = spec.forWhom;
    m_busy = true;
    m_invitation = std::make_unique<Invitation>(m_vault, m_transport, m_clock);
    Q_EMIT changed();
    whenReady(m_invitation->create(spec), m_invitation.get(), [this](const Done &created) {
        if (!created && created.error().code == ErrorCode::Invalid)
            return refuseTeam();
        if (!created)
            return fail(created.error());
        const PendingInvitation pending{m_invitation->code()->text(), m_invitation->spec(), m_invitation->expiresMs()};
        auto keep = [pending, now = toMs(m_clock.now())](WriteTx &tx, Journal &, Engine &) {
            return pendinginvitation::keep(tx, pending, now);
        };
        whenReady(m_vault.write(std::move(keep)), m_invitation.get(), [this](const Done &) {
            go(Step::Waiting); // not kept: it works as long as this screen stays
            m_poll.start();
        });
    });
}

void AddDeviceModel::poll()
{
    whenReady(m_invitation->look(), m_invitation.get(), [this](Result<std::optional<Claimant>> seen) {
        m_problem.clear();
        if (!seen && spends(seen.error().code))
            return fail(seen.error());
        if (!seen)
            m_problem = m_explain(seen.error()); // said while the wait goes on
        if (seen && *seen) {
            m_claimant = std::move(*seen);
            return go(Step::Compare);
        }
        Q_EMIT changed();
        m_poll.start();
    });
}

void AddDeviceModel::approve()
{
    if (m_busy || m_step != Step::Compare || !m_claimant)
        return;
    m_problem.clear();
    go(Step::Approving);
    m_busy = true;
    Q_EMIT changed();
    whenReady(m_invitation->approve(*m_claimant), m_invitation.get(), [this](const Done &approved) {
        if (approved) {
            forgetPending();
            return go(Step::Finished);
        }
        go(Step::Compare); // the button tries again; what is done is not done twice
        if (approved.error().code != ErrorCode::Invalid)
            return fail(approved.error());
        m_spent = true; // another kind of device has come to that team meanwhile
        forgetPending();
        refuseTeam();
    });
}

void AddDeviceModel::startAgain()
{
    m_poll.stop();
    forgetPending();
    m_invitation.reset();
    m_claimant.reset();
    m_spent = false;
    m_problem.clear();
    m_problemField.clear();
    m_forWhom.clear();
    go(Step::Choose);
    readTeams(); // the last device may have changed who fits where
}

void AddDeviceModel::fail(const Error &error, const QString &field)
{
    m_busy = false;
    m_spent = spends(error.code) && m_step != Step::Choose;
    if (m_spent)
        forgetPending();
    m_problem = m_explain(error);
    m_problemField = field;
    Q_EMIT changed();
}

void AddDeviceModel::go(Step step)
{
    m_step = step;
    m_busy = false;
    Q_EMIT changed();
}

} // namespace safelight
