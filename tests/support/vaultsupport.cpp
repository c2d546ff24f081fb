// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/vaultsupport.h"

namespace safelight::testing
{

SyncResponse answerFor(TestOrg &org, const DeviceKeys &device)
{
    const DeviceId self = device.publicKeys().id;
    SyncResponse response;
    response.serverTimeMs = 1'795'500'000'000;
    for (TestSpace *space : org.spaces()) {
        const std::optional<Role> role = space->roster.roleOf(self, response.serverTimeMs);
        if (!role)
            continue;
        Answer answer;
        answer.space = space->id;
        for (const Envelope &envelope : space->control) {
            const QByteArray bytes = encodeEnvelope(envelope);
            const std::int64_t recvMs = response.serverTimeMs - 1'000;
            ++answer.headSeq;
            answer.headHash = nextLogHash(answer.headHash, answer.headSeq, recvMs, envHashOf(envelope));
            if (holdsSeed(*role))
                answer.newer.append({answer.headSeq, recvMs, bytes});
            else
                answer.control.append(bytes);
        }
        response.answers.append(answer);
    }
    return response;
}

QList<FollowedSpace> spacesOf(TestOrg &org, const DeviceKeys &device)
{
    QList<FollowedSpace> out;
    for (TestSpace *space : org.spaces()) {
        if (const auto role = space->roster.roleOf(device.publicKeys().id, 1'795'500'000'000))
            out.append({space->id, space->kind, *role, space->name});
    }
    return out;
}

VaultOwner ownerOf(const TestOrg &org, const DeviceKeys &device, const QString &person)
{
    return {device.publicKeys().id, person, 1, org.root.publicKey(), QStringLiteral("Example Council")};
}

DeviceKeys cloned(const DeviceKeys &keys)
{
    return {SigningKey(keys.signing.seed().clone()), BoxKey(keys.box.seed().clone())};
}

} // namespace safelight::testing
