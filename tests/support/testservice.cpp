// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testservice.h"

#include "sync/crypto/login.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace safelight::testing
{

TestService::TestService(TestOrg &organisation, Clock &serviceClock)
    : org(organisation)
    , clock(serviceClock)
{
    auto opened = service::openEmbeddedStorage(u":memory:"_s, DataKey::from(testBytes(org.seed, 77)));
    if (!opened)
        qFatal("no storage in memory: %s", qUtf8Printable(opened.error().detail));
    storage = std::move(*opened);
    core = std::make_unique<service::Core>(*storage, clock, org.root.publicKey(), u"https://service.test:8443"_s,
                                           QByteArray(32, 'm'));
}

InstallId TestService::installOf(const DeviceKeys &device)
{
    const DevicePublic id = device.publicKeys();
    InstallId install;
    install.bytes = id.id.bytes;
    bool known = false;
    const Done read = storage->read([&](service::StorageTx &tx) -> Done {
        const auto found = tx.install(install);
        known = found && found->has_value();
        return done();
    });
    if (read && known)
        return install;
    const SigningKey login(SigningSeed::from(testBytes(org.seed, std::to_integer<std::uint64_t>(id.id.bytes[0]))));
    SetupRequest request{install, login.publicKey(), id.id, id.signPk, id.boxPk, {}};
    request.rootSignature = signSetup(org.root, request);
    if (const Done enrolled = core->setup(request); !enrolled)
        qFatal("set-up refused: %s", qUtf8Printable(enrolled.error().detail));
    return install;
}

void TestService::bringUp()
{
    for (TestSpace *space : org.spaces()) {
        Ask ask{space->id, 0, {}, {}};
        for (const Envelope &entry : std::as_const(space->control))
            ask.push.append(encodeEnvelope(entry));
        const Result<SyncResponse> response = sync(org.admin, {0, 0, {ask}});
        if (!response || response->answers.first().status != SpaceStatus::Ok)
            qFatal("the test organisation is refused by the service");
    }
}

QList<service::StoredEnvelope> TestService::log(const SpaceId &space)
{
    QList<service::StoredEnvelope> out;
    const Done read = storage->read([&](service::StorageTx &tx) -> Done {
        auto range = tx.range(space, 0, std::numeric_limits<qint64>::max());
        if (!range)
            return range.error();
        out = std::move(*range);
        return done();
    });
    if (!read)
        qFatal("the service's log cannot be read");
    return out;
}

service::SpaceHead TestService::head(const SpaceId &space)
{
    service::SpaceHead out;
    const Done read = storage->read([&](service::StorageTx &tx) -> Done {
        const auto found = tx.head(space);
        if (found && *found)
            out = **found;
        return done();
    });
    return read ? out : service::SpaceHead{};
}

} // namespace safelight::testing
