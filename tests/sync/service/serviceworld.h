// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/crypto/envelope.h"
#include "sync/crypto/login.h"
#include "sync/service/core.h"

#include <atomic>
#include <map>
#include <memory>

namespace safelight::test
{

/// A clock that stands still until it is told otherwise.
class StandingClock final : public Clock
{
public:
    UnixTime now() const override { return fromMs(m_ms); }
    std::chrono::milliseconds sinceBoot() const override { return std::chrono::milliseconds(m_ms); }
    void advance(std::chrono::milliseconds step) { m_ms += step.count(); }

private:
    std::atomic<std::int64_t> m_ms{1'800'000'000'000};
};

/// One principal on an installation of its own.
struct Person {
    DeviceKeys keys = DeviceKeys::generate();
    std::shared_ptr<const SigningKey> login = std::make_shared<const SigningKey>(SigningKey::generate());
    InstallId install;
    [[nodiscard]] DevicePublic id() const { return keys.publicKeys(); }
};

/// A service in this process with one organisation, and hands to write envelopes for anybody in it.
class ServiceWorld
{
public:
    explicit ServiceWorld(QString origin = QStringLiteral("https://localhost:8443"));

    /// The organisation space with `admin` in it; the first thing most tests need.
    SpaceId makeOrganisation(const Person &admin);
    /// A space with its administrator, pushed and accepted.
    SpaceId makeSpace(SpaceKind kind, const Person &admin);
    void addMember(const SpaceId &space, const Person &admin, const Person &who, Role role,
                   std::optional<std::int64_t> untilMs = {});
    /// Takes a reader away, with the new epoch that this needs.
    void removeMember(const SpaceId &space, const Person &admin, const Person &who, std::uint64_t lastAuthorSeq);
    /// Known to the service (by a set-up signed by the root), member of nothing yet.
    Person enrolled();

    /// Next in its author's chain here; `remember` false leaves the chain where it is.
    Envelope note(const SpaceId &space, const Person &who, EnvelopeMode mode = EnvelopeMode::Member,
                  const QByteArray &plain = "text", bool remember = true);
    Envelope control(const SpaceId &space, const DeviceId &author, const SigningKey &key, const QList<Ctl> &ctls,
                     bool remember = true);
    /// The ctl that gives `who` that role, with the grant it needs.
    AddMember memberCtl(const SpaceId &space, const Person &who, Role role) const;

    Ask ask(const SpaceId &space, const QList<Envelope> &push = {}) const;
    /// One space, from the start of its log.
    Result<Answer> sync(const Person &who, const Ask &ask, std::uint32_t maxBytes = 512 * 1024);
    /// A signed-in token for that person's installation.
    QByteArray tokenOf(const Person &who);

    struct Keys {
        std::shared_ptr<const EpochKeys> epoch;
        std::uint32_t number = 1;
        EnvHash controlHash;
        QList<DevicePublic> readers;
    };

    StandingClock clock;
    SigningKey root = SigningKey::generate();
    BoxKey recovery = BoxKey::generate();
    QString origin;
    std::unique_ptr<service::Storage> storage;
    std::unique_ptr<service::Core> core;
    std::map<SpaceId, Keys> keys;
    std::map<std::pair<SpaceId, DeviceId>, AuthorHead> chains;

private:
    EpochBody epochBody(const SpaceId &space, std::uint32_t number, const EpochSeed *previous);
    void sign(Envelope &envelope, const SigningKey &key, bool remember);
    void mustAccept(const Person &who, const SpaceId &space, const Envelope &envelope);
    SpaceId freshSpace();
};

} // namespace safelight::test
