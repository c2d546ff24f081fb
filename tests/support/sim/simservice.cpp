// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sim/simservice.h"

using namespace Qt::StringLiterals;

namespace safelight::testing
{

SimService::SimService(TestOrg &org, Clock &clock, Mutation mutation)
    : m_org(org)
    , m_clock(clock)
    , m_mutation(mutation)
    , m_service(std::make_unique<TestService>(org, clock))
{
    m_service->bringUp();
    observe();
    backUp();
}

std::optional<QByteArray> SimService::serve(const DeviceKeys &device, const QByteArray &bytes)
{
    Result<SyncRequest> request = decode<SyncRequest>(bytesOf(bytes));
    if (!request)
        return std::nullopt;
    const std::map<SpaceId, std::uint64_t> heldBack = holdBack(*request);
    Result<SyncResponse> response = m_service->sync(device, *request);
    if (!response)
        return std::nullopt;
    observe();
    for (Answer &answer : response->answers) {
        const auto refused = heldBack.find(answer.space);
        if (refused != heldBack.end() && answer.status == SpaceStatus::Ok) {
            answer.status = SpaceStatus::Invalid;
            answer.refusedAuthorSeq = refused->second;
        }
        if (m_mutation == Mutation::ServiceSkipsARow && answer.newer.size() > 2)
            answer.newer.removeAt(1);
    }
    return encode(*response);
}

/// Takes what this service will not have, and what follows it, out of the request.
std::map<SpaceId, std::uint64_t> SimService::holdBack(SyncRequest &request) const
{
    std::map<SpaceId, std::uint64_t> out;
    for (Ask &ask : request.asks) {
        for (qsizetype i = 0; i < ask.push.size(); ++i) {
            const Result<Envelope> envelope = parseEnvelope(bytesOf(ask.push.at(i)));
            if (!envelope || !m_refused.contains(envelope->header.commit))
                continue;
            out[ask.space] = envelope->header.authorSeq;
            ask.push.resize(i);
            break;
        }
    }
    return out;
}

void SimService::observe()
{
    for (TestSpace *space : m_org.spaces()) {
        const std::uint64_t head = m_service->head(space->id).seq;
        std::uint64_t &seen = m_observed[space->id];
        if (head == seen)
            continue;
        const Done read = m_service->storage->read([&](service::StorageTx &tx) -> Done {
            const auto fresh = tx.range(space->id, seen, 1LL << 40);
            if (!fresh)
                return fresh.error();
            for (const service::StoredEnvelope &stored : *fresh)
                m_committed.insert({space->id, stored.hash});
            return done();
        });
        if (!read)
            qFatal("the service's log cannot be observed");
        seen = head;
    }
}

void SimService::backUp()
{
    for (TestSpace *space : m_org.spaces())
        m_backup[space->id] = m_service->head(space->id).seq;
}

void SimService::restore()
{
    auto older = std::make_unique<TestService>(m_org, m_clock);
    for (TestSpace *space : m_org.spaces()) {
        QList<service::StoredEnvelope> log = m_service->log(space->id);
        log.resize(qsizetype(m_backup[space->id]));
        service::SpaceHead head{space->id, 0, {}, {}};
        const Done copied = older->storage->write([&](service::StorageTx &tx) -> Done {
            for (const service::StoredEnvelope &stored : std::as_const(log)) {
                if (Done appended = tx.append(space->id, stored); !appended)
                    return appended;
                head.seq = stored.seq;
                head.hash = stored.logHash;
                if (stored.kind == EnvelopeKind::Control)
                    head.controlHash = stored.hash;
            }
            if (Done saved = tx.saveHead(head); !saved)
                return saved;
            return space->kind == SpaceKind::Organisation ? tx.saveSetting(u"org_space"_s, space->id.toByteArray())
                                                          : done();
        });
        if (!copied)
            qFatal("a back-up cannot be restored: %s", qUtf8Printable(copied.error().detail));
        m_observed[space->id] = head.seq;
    }
    m_service = std::move(older);
}

} // namespace safelight::testing
