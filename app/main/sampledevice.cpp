// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main/sampledevice.h"

#include "app/admin/organisation.h"
#include "app/admin/vaultfolder.h"
#include "app/store/devicefile.h"

#include <QDir>

namespace safelight
{

using namespace Qt::StringLiterals;

namespace
{

template <class T>
[[nodiscard]] QFuture<Result<T>> offline()
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(Result<T>(ErrorCode::Offline));
    promise.finish();
    return promise.future();
}

class OfflineTransport final : public Transport
{
public:
    Reply<SyncResponse> sync(const SyncRequest &) override { return offline<SyncResponse>(); }
    Reply<std::monostate> setup(const SetupRequest &) override { return offline<std::monostate>(); }
    Reply<std::monostate> createInvite(const InviteRequest &) override { return offline<std::monostate>(); }
    Reply<InviteState> invite(const Lookup &) override { return offline<InviteState>(); }
    Reply<std::monostate> claim(const Lookup &, const ClaimRequest &) override { return offline<std::monostate>(); }
    Reply<std::monostate> welcome(const Lookup &, const WelcomeRequest &) override { return offline<std::monostate>(); }
    void interrupt() override {}
};

/// What a service that holds just the founding entries would answer.
SyncResponse foundingAnswer(const QList<FoundedSpace> &spaces, std::int64_t nowMs)
{
    SyncResponse response;
    response.serverTimeMs = nowMs;
    for (const FoundedSpace &founded : spaces) {
        Answer answer;
        answer.space = founded.space.id;
        answer.headSeq = 1;
        answer.headHash = nextLogHash(LogHash{}, 1, nowMs, envHashOf(founded.envelope));
        answer.newer.append(LogEntry{1, nowMs, encodeEnvelope(founded.envelope)});
        response.answers.append(answer);
    }
    return response;
}

} // namespace

std::unique_ptr<Transport> makeOfflineTransport() { return std::make_unique<OfflineTransport>(); }

Result<SampleDevice> SampleDevice::make(const QString &dataFolder, quint8 deviceKind, KeyStore &keys, Clock &clock,
                                        Random &random)
{
    SampleDevice sample;
    sample.person = u"Rowan Ash"_s;
    sample.passphrase = u"tin kettle wet bridge"_s;

    const Result<DataKey> key = readOrMakeKey(keys, kDeviceFileKeyName.toString());
    if (!key)
        return key.error();
    Result<std::unique_ptr<DeviceFile>> device = DeviceFile::open(dataFolder, *key);
    if (!device)
        return device.error();

    const OrganisationKeys organisation{SigningKey(SigningSeed::random()), BoxKey(BoxSeed::random())};
    DeviceKeys own{SigningKey(SigningSeed::random()), BoxKey(BoxSeed::random())};
    const DevicePublic self = own.publicKeys();
    const Result<QList<FoundedSpace>> founded =
        foundSpaces(organisation, self, sample.person,
                    {u"Example Council"_s, u"Outreach"_s, u"Library desk"_s, u"Intake"_s, u"Champions"_s}, random);
    if (!founded)
        return founded.error();
    QList<FollowedSpace> followed;
    for (const FoundedSpace &space : *founded)
        followed.append(space.space);

    const VaultOwner owner{self.id, sample.person, deviceKind, organisation.root.publicKey(), u"Example Council"_s};
    const QString folder = vaultFolderFor(self.id);
    if (!QDir(dataFolder).mkpath(u"people"_s))
        return ErrorCode::DiskFault;
    Result<std::unique_ptr<Vault>> vault =
        vault::create(QDir(dataFolder).filePath(folder), Passphrase(sample.passphrase), std::move(own), owner, followed,
                      clock, random, Argon2Cost{Argon2Cost::kFloorBytes, Argon2Cost::kFloorPasses});
    if (!vault)
        return vault.error();
    // Runs before any window exists, so waiting here blocks nobody.
    const Result<SyncOutcome> absorbed =
        (*vault)
            ->write([answer = foundingAnswer(*founded, toMs(clock.now()))](WriteTx &, Journal &journal,
                                                                           Engine &engine) -> Result<SyncOutcome> {
                const Result<SyncRequest> asked = engine.nextRequest(journal);
                return asked ? engine.absorb(journal, *asked, answer) : Result<SyncOutcome>(asked.error());
            })
            .takeResult();
    if (!absorbed)
        return absorbed.error();
    if (const Done added = (*device)->addPerson({folder, sample.person, deviceKind}).takeResult(); !added)
        return added.error();
    const ServiceAddress nowhere{QUrl(u"https://localhost:1"_s), {}, {}};
    if (const Done set = (*device)->setService(nowhere).takeResult(); !set)
        return set.error();
    return sample;
}

} // namespace safelight
