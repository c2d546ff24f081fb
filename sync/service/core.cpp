// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/service/core.h"

#include "sync/crypto/login.h"
#include "sync/service/syncwork.h"
#include "sync/wire/limits.h"

#include <QSet>
#include <QtEndian>
#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace safelight::service
{

namespace
{

constexpr std::int64_t kChallengeMs = 120'000;
constexpr std::int64_t kTokenMs = 3'600'000;
constexpr std::int64_t kSessionMs = 12 * kTokenMs;
constexpr qsizetype kMacBytes = 16;
constexpr qsizetype kChallengeBytes = 8 + 8 + kMacBytes;

QByteArray le64(std::int64_t value)
{
    QByteArray out(8, Qt::Uninitialized);
    qToLittleEndian<qint64>(value, out.data());
    return out;
}

std::int64_t fromLe64(ByteView eight)
{
    std::array<std::byte, 8> bytes{};
    std::copy_n(eight.begin(), std::min(eight.size(), bytes.size()), bytes.begin());
    return qFromLittleEndian<qint64>(bytes.data());
}

bool makesOrganisation(const Ask &ask, const SignPublic &rootPk)
{
    return std::any_of(ask.push.begin(), ask.push.end(), [&](const QByteArray &bytes) {
        const Result<Envelope> envelope = parseEnvelope(bytesOf(bytes));
        return envelope && isOrganisationCreate(*envelope, rootPk);
    });
}

Error unauthorised(QString detail) { return {ErrorCode::Unauthorised, std::move(detail)}; }

} // namespace

Core::Core(Storage &storage, Clock &clock, SignPublic rootPk, QString origin, QByteArray macKey,
           const QStringList &furtherOrigins)
    : m_storage(storage, clock)
    , m_clock(clock)
    , m_rootPk(rootPk)
    , m_origins(QStringList{std::move(origin)} + furtherOrigins)
    , m_macKey(std::move(macKey))
    , m_rosters(rootPk)
{
}

Challenge Core::challenge()
{
    QByteArray out = le64(toMs(m_clock.now()));
    std::array<std::byte, 8> chance{};
    randomBytes(chance);
    out.append(viewOf(chance));
    out.append(mac("sg1/challenge", bytesOf(out)));
    return {out};
}

bool Core::isFresh(const QByteArray &challenge) const
{
    if (challenge.size() != kChallengeBytes)
        return false;
    const QByteArrayView signedPart = QByteArrayView(challenge).first(kChallengeBytes - kMacBytes);
    if (!constantTimeEqual(bytesOf(mac("sg1/challenge", bytesOf(signedPart))), bytesOf(challenge.last(kMacBytes))))
        return false;
    const std::int64_t age = toMs(m_clock.now()) - fromLe64(bytesOf(challenge).first(8));
    return age >= 0 && age <= kChallengeMs;
}

Result<TokenResponse> Core::token(const TokenRequest &request)
{
    if (!isFresh(request.challenge))
        return unauthorised(u"challenge"_s);
    std::optional<Install> known;
    const Done read = m_storage.read([&](StorageTx &tx) -> Done {
        auto found = tx.install(request.install);
        if (!found)
            return found.error();
        known = *found;
        return done();
    });
    if (!read)
        return read.error();
    // A stranger's signature is checked too (against a key nobody holds), so that both answers take the same time.
    const SignPublic loginPk = known ? known->loginPk : m_rootPk;
    bool proven = false;
    for (const QString &origin : std::as_const(m_origins))
        proven = verifyLogin(loginPk, origin, request) || proven;
    if (!known || !proven)
        return unauthorised(u"login"_s);
    if (known->blocked)
        return Error{ErrorCode::Forbidden, u"installation is blocked"_s};
    const std::int64_t now = toMs(m_clock.now());
    return TokenResponse{encodeToken({request.install, now, now + kTokenMs}), now + kTokenMs, now};
}

Result<InstallId> Core::authenticate(const QByteArray &token)
{
    const std::optional<Token> parsed = parseToken(token);
    if (!parsed || parsed->expiresMs <= toMs(m_clock.now()))
        return unauthorised(u"token"_s);
    const Done read = m_storage.read([&](StorageTx &tx) { return knownInstall(tx, parsed->install); });
    if (!read)
        return read.error();
    return parsed->install;
}

std::optional<QByteArray> Core::renewed(const QByteArray &token)
{
    const std::optional<Token> parsed = parseToken(token);
    const std::int64_t now = toMs(m_clock.now());
    if (!parsed || parsed->expiresMs - now > kTokenMs / 2)
        return std::nullopt;
    const std::int64_t expires = std::min(now + kTokenMs, parsed->loginMs + kSessionMs);
    if (expires <= parsed->expiresMs)
        return std::nullopt;
    return encodeToken({parsed->install, parsed->loginMs, expires});
}

QByteArray Core::mac(QByteArrayView purpose, ByteView message) const
{
    QByteArray bytes = purpose.toByteArray();
    bytes.append('\0');
    bytes.append(viewOf(message));
    return keyedMac(kMacBytes, bytesOf(m_macKey), bytesOf(bytes));
}

QByteArray Core::encodeToken(const Token &token) const
{
    QByteArray out = token.install.toByteArray() + le64(token.loginMs) + le64(token.expiresMs) + '\1';
    out.append(mac("sg1/token", bytesOf(out)));
    return out;
}

std::optional<Core::Token> Core::parseToken(const QByteArray &bytes) const
{
    constexpr qsizetype kSigned = InstallId::kSize + 8 + 8 + 1;
    if (bytes.size() != kSigned + kMacBytes || bytes.at(kSigned - 1) != '\1')
        return std::nullopt;
    if (!constantTimeEqual(bytesOf(mac("sg1/token", bytesOf(bytes.first(kSigned)))), bytesOf(bytes.last(kMacBytes))))
        return std::nullopt;
    Token token;
    token.install = *InstallId::from(QByteArrayView(bytes).first(InstallId::kSize));
    token.loginMs = fromLe64(bytesOf(bytes).subspan(InstallId::kSize, 8));
    token.expiresMs = fromLe64(bytesOf(bytes).subspan(InstallId::kSize + 8, 8));
    return token;
}

/// Membership and `blocked` are read for every request, so a revocation counts at once.
Done Core::knownInstall(StorageTx &tx, const InstallId &install) const
{
    const auto known = tx.install(install);
    if (!known)
        return known.error();
    if (!*known)
        return unauthorised(u"unknown installation"_s);
    if ((*known)->blocked)
        return Error{ErrorCode::Forbidden, u"installation is blocked"_s};
    return done();
}

Result<SyncResponse> Core::sync(const InstallId &install, const SyncRequest &request)
{
    QSet<SpaceId> spaces;
    bool pushes = false;
    for (const Ask &ask : request.asks) {
        spaces.insert(ask.space);
        pushes = pushes || !ask.push.isEmpty();
    }
    if (request.asks.isEmpty() || request.asks.size() > kMaxAsksPerRequest || spaces.size() != request.asks.size())
        return Error{ErrorCode::Malformed, u"asks"_s};

    SyncResponse response;
    std::map<SpaceId, RosterBook::Page> rosters;
    QList<SpaceHead> moved;
    const auto work = [&](StorageTx &tx) -> Done {
        if (Done known = knownInstall(tx, install); !known)
            return known;
        const auto principals = tx.principalsOf(install);
        if (!principals)
            return principals.error();
        const std::int64_t now = toMs(m_clock.now());
        SyncWork session(tx, m_rosters, *principals, now);
        response = {now, {}};
        qint64 budget = std::min<qint64>(request.maxBytes, kMaxRequestBytes);
        const auto organisation = tx.setting(u"org_space"_s);
        if (!organisation)
            return organisation.error();
        // The organisation's space is served first: without it a newcomer can believe nothing of the others, and they
        // might use up the size of every answer before it. Where there is none yet, the ask that makes it counts.
        QList<Ask> asks = request.asks;
        std::stable_partition(asks.begin(), asks.end(), [&](const Ask &ask) {
            return organisation->isEmpty() ? makesOrganisation(ask, m_rootPk)
                                           : ask.space.toByteArray() == *organisation;
        });
        for (const Ask &ask : std::as_const(asks)) {
            Result<Answer> answer = session.serve(ask, budget);
            if (!answer)
                return answer.error();
            response.answers.append(std::move(*answer));
        }
        rosters = session.movedRosters();
        moved = session.movedHeads();
        return done();
    };
    // The whole request is one transaction: a thousand notes cost one fsync.
    const Done committed = pushes ? m_storage.write(work) : m_storage.read(work);
    if (!committed)
        return committed.error();
    for (const auto &[space, page] : rosters)
        m_rosters.keep(space, page);
    if (!moved.isEmpty() && m_moved)
        m_moved(moved);
    return response;
}

Result<Core::News> Core::changed(const InstallId &install, const SyncRequest &request)
{
    News news;
    const Done read = m_storage.read([&](StorageTx &tx) -> Done {
        if (Done known = knownInstall(tx, install); !known)
            return known;
        const auto principals = tx.principalsOf(install);
        if (!principals)
            return principals.error();
        SyncWork session(tx, m_rosters, *principals, toMs(m_clock.now()));
        for (const Ask &ask : request.asks) {
            const Result<SyncWork::News> moved = session.newsOf(ask);
            if (!moved)
                return moved.error();
            news.any = news.any || moved->any;
            if (moved->controlOnly)
                news.controlOnly.append(ask.space);
        }
        return done();
    });
    if (!read)
        return read.error();
    return news;
}

Result<QList<SpaceHead>> Core::heads()
{
    QList<SpaceHead> out;
    const Done read = m_storage.read([&](StorageTx &tx) -> Done {
        auto found = tx.heads();
        if (!found)
            return found.error();
        out = std::move(*found);
        return done();
    });
    if (!read)
        return read.error();
    return out;
}

} // namespace safelight::service
