// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/joinmodel.h"

#include "app/admin/plainname.h"
#include "app/admin/syncnow.h"
#include "app/admin/vaultfolder.h"
#include "sync/base/when_ready.h"

#include <QFile>

namespace safelight
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kMaxCaFileBytes = 256LL * 1024;

/// After these the code is of no use any more.
bool spends(ErrorCode code)
{
    return code == ErrorCode::AlreadyUsed || code == ErrorCode::Expired || code == ErrorCode::NotFound ||
           code == ErrorCode::NotAuthentic || code == ErrorCode::Unsupported;
}

/// Trouble with the way to the service passes; the wait goes on.
bool passes(ErrorCode code)
{
    return code == ErrorCode::Offline || code == ErrorCode::TimedOut || code == ErrorCode::ServiceUnavailable ||
           code == ErrorCode::Unintelligible || code == ErrorCode::UntrustedCertificate; // a captive portal's
}

} // namespace

JoinModel::JoinModel(DeviceFile &device, QString dataFolder, TransportFactory transports, Explain explain, Clock &clock,
                     Random &random, QObject *parent, std::chrono::milliseconds pollEvery, Argon2Cost cost)
    : QObject(parent)
    , m_device(device)
    , m_dataFolder(std::move(dataFolder))
    , m_transports(std::move(transports))
    , m_explain(std::move(explain))
    , m_clock(clock)
    , m_random(random)
    , m_cost(cost)
{
    m_poll.setSingleShot(true);
    m_poll.setInterval(pollEvery);
    connect(&m_poll, &QTimer::timeout, this, &JoinModel::poll);
}

JoinModel::~JoinModel() = default;

void JoinModel::offer(const QString &link)
{
    if (m_step != Step::EnterCode || m_offeredLink == link)
        return;
    m_offeredLink = link;
    Q_EMIT changed();
}

void JoinModel::enter(const QString &codeOrLink, const QString &address, const QString &caFile)
{
    if (m_busy || m_step != Step::EnterCode)
        return;
    clearProblem();
    Result<JoinLink> link = joinlink::parse(codeOrLink);
    if (!link)
        return fail(link.error(), u"code"_s);
    if (!link->address && !address.trimmed().isEmpty()) {
        const Result<QUrl> url = joinlink::parseAddress(address);
        if (!url)
            return fail(url.error(), u"address"_s);
        link->address = ServiceAddress{*url, {}, {}};
    }
    if (link->address && !caFile.isEmpty()) {
        QFile file(caFile);
        if (!file.open(QIODevice::ReadOnly) || file.size() > kMaxCaFileBytes)
            return fail(Error{ErrorCode::NotFound, u"certificate file"_s}, u"address"_s);
        link->address->caPem = file.readAll();
    }
    work();
    if (link->address)
        return begin(std::move(*link));
    beginWithKnownService(std::make_shared<JoinLink>(std::move(*link)));
}

/// A further person on a device that already talks to its service needs the code alone.
void JoinModel::beginWithKnownService(const std::shared_ptr<JoinLink> &link)
{
    whenReady(m_device.service(), this, [this, link](Result<std::optional<ServiceAddress>> known) {
        if (!known)
            return fail(known.error());
        if (!*known) {
            m_busy = false;
            m_addressNeeded = true;
            return reject(tr("Type the address of your service as well, or paste the whole link."), u"address"_s);
        }
        link->address = **known;
        begin(std::move(*link));
    });
}

void JoinModel::begin(JoinLink link)
{
    m_joining = std::make_unique<Joining>(m_device, m_dataFolder, m_transports, m_clock, m_random);
    whenReady(m_joining->begin(std::move(link)), m_joining.get(), [this](Result<InviteInfo> info) {
        if (!info)
            return fail(info.error(), u"code"_s);
        m_info = std::move(*info);
        m_offeredLink.clear();
        go(Step::Confirm);
    });
}

int JoinModel::missingCharacters(const QString &passphrase) const
{
    return std::max(0, minimumPassphrase() - int(Passphrase(passphrase).lengthInCharacters()));
}

bool JoinModel::take(const QString &passphrase, const QString &repeated)
{
    if (const Done strong = checkPassphrase(Passphrase(passphrase)); !strong) { // before the invitation is used up
        fail(strong.error(), u"passphrase"_s);
        return false;
    }
    if (passphrase != repeated) {
        reject(tr("The two passphrases are not the same. Type the second one again."), u"repeat"_s);
        return false;
    }
    m_passphrase.emplace(passphrase);
    return true;
}

void JoinModel::claim(const QString &person, const QString &passphrase, const QString &repeated)
{
    if (m_busy || m_step != Step::Confirm)
        return;
    clearProblem();
    if (person.trimmed().isEmpty())
        return reject(tr("Type your name, so that others know who wrote a note."), u"person"_s);
    if (!isPlainName(person.trimmed()))
        return reject(tr("Type your name in one line of letters: there is something in it that cannot be seen."),
                      u"person"_s);
    if (!take(passphrase, repeated))
        return;
    m_asksAgain = false;
    m_person = person.trimmed();
    work();
    answer();
}

void JoinModel::answer()
{
    whenReady(m_joining->claim(m_person, *m_passphrase, m_cost), m_joining.get(), [this](Result<QStringList> words) {
        if (!words && words.error().code == ErrorCode::WrongPassphrase)
            return reject(tr("This device answered this code before, and was interrupted. Type the passphrase that was "
                             "chosen then, or ask your administrator for a new code."),
                          u"passphrase"_s);
        if (!words)
            return fail(words.error());
        m_words = std::move(*words);
        go(Step::Waiting);
        m_poll.start();
    });
}

void JoinModel::poll()
{
    whenReady(m_joining->look(), m_joining.get(), [this](Result<bool> approved) {
        if (!approved && !passes(approved.error().code))
            return fail(approved.error());
        clearProblem();
        if (!approved)
            m_problem = m_explain(approved.error()); // said while the wait goes on
        m_approved = approved && *approved;
        if (m_approved)
            return goOn();
        Q_EMIT changed();
        m_poll.start();
    });
}

/// Approved.
void JoinModel::goOn()
{
    if (m_passphrase)
        create();
    else
        go(Step::SamePassphrase);
}

void JoinModel::create()
{
    go(Step::Creating);
    work();
    const auto making = m_joining->isMade() ? m_joining->remember() : m_joining->finish(*m_passphrase, m_cost);
    whenReady(making, m_joining.get(), [this](Result<std::unique_ptr<Vault>> vault) { made(std::move(vault)); });
}

void JoinModel::made(Result<std::unique_ptr<Vault>> vault)
{
    if (vault || m_joining->isMade())
        m_passphrase.reset();
    if (vault)
        m_vault = std::move(*vault);
    else
        fail(vault.error()); // a full disk, say: the keys, or the vault itself, are still here for another try
    if (std::exchange(m_away, false)) { // with the event loop: this is still the join's own call
        m_busy = false;
        QMetaObject::invokeMethod(this, &JoinModel::personLeft, Qt::QueuedConnection);
        return;
    }
    if (!m_vault)
        return;
    go(Step::Fetching);
    fetch();
}

void JoinModel::fetch()
{
    work();
    m_fetching = std::make_unique<QObject>();
    whenReady(syncNow(*m_vault, m_joining->transport(), m_fetching.get()), m_fetching.get(),
              [this](const Result<SyncOutcome> &fetched) {
                  if (!fetched)
                      return fail(fetched.error());
                  go(Step::Finished);
                  Q_EMIT joined(vaultFolderFor(m_vault->owner().device));
              });
}

void JoinModel::tryAgain()
{
    if (m_busy)
        return;
    if (m_step == Step::Creating && (m_passphrase || m_joining->isMade())) {
        clearProblem();
        create();
    } else if (m_step == Step::Fetching) {
        clearProblem();
        fetch();
    }
}

void JoinModel::typeAgain(const QString &passphrase)
{
    if (m_busy || m_step != Step::SamePassphrase)
        return;
    clearProblem();
    work();
    auto typed = std::make_shared<Passphrase>(passphrase);
    whenReady(m_joining->prove(*typed), m_joining.get(), [this, typed](const Done &proven) {
        if (!proven) {
            const bool wrong = proven.error().code == ErrorCode::WrongPassphrase;
            return fail(proven.error(), wrong ? u"passphrase"_s : QString());
        }
        m_passphrase.emplace(std::move(*typed));
        m_asksAgain = false;
        create();
    });
}

void JoinModel::personLeft()
{
    switch (m_step) {
    case Step::EnterCode: return;
    case Step::Confirm:
    case Step::Waiting:
    case Step::SamePassphrase:
        letGo();
        Q_EMIT left();
        return;
    case Step::Creating:
        if (m_busy)
            m_away = true;
        else if (m_vault || m_joining->isMade())
            end();
        else
            letGo(); // and SamePassphrase follows
        return;
    case Step::Fetching:
    case Step::Finished: end();
    }
}

void JoinModel::letGo()
{
    if (!m_passphrase)
        return;
    m_passphrase.reset();
    if (m_step == Step::Confirm && !m_busy)
        return; // nothing is claimed with it yet
    m_asksAgain = true;
    if (m_approved)
        return goOn();
    Q_EMIT changed();
}

void JoinModel::end()
{
    startAgain(); // closes the vault
    Q_EMIT ended();
}

void JoinModel::startAgain()
{
    m_poll.stop();
    m_fetching.reset();
    m_vault.reset();
    m_joining.reset();
    m_passphrase.reset();
    m_busy = m_addressNeeded = m_spent = m_asksAgain = m_approved = m_away = false;
    m_words.clear();
    m_person.clear();
    m_info = {};
    clearProblem();
    go(Step::EnterCode);
}

std::unique_ptr<Vault> JoinModel::takeVault()
{
    m_fetching.reset();
    return std::move(m_vault);
}

void JoinModel::go(Step step)
{
    m_step = step;
    m_busy = false;
    Q_EMIT changed();
}

void JoinModel::work()
{
    m_busy = true;
    Q_EMIT changed();
}

void JoinModel::fail(const Error &error, const QString &field)
{
    m_spent = m_step < Step::SamePassphrase && spends(error.code) && field != "address"_L1;
    reject(m_explain(error), field);
}

void JoinModel::reject(const QString &problem, const QString &field)
{
    m_busy = false;
    m_problem = problem;
    m_problemField = field;
    Q_EMIT changed();
}

void JoinModel::clearProblem()
{
    m_problem.clear();
    m_problemField.clear();
    m_spent = false;
}

} // namespace safelight
