// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sim/faults.h"
#include "tests/support/sim/world.h"

using namespace Qt::StringLiterals;

namespace safelight::testing
{

namespace
{

constexpr std::int64_t kTimeoutMs = 30'000;
constexpr std::int64_t kIdleMs = 60'000; // stands for the long poll

} // namespace

/// Only the last plan counts: a save brings the next exchange forward.
void World::planWake(SimDevice &device, std::int64_t inMs)
{
    if (device.gone || m_nowMs + inMs >= m_faultsEndMs)
        return; // from then on quiesce() turns the wheel
    const std::uint64_t number = ++device.wake;
    after(inMs, [this, &device, number] {
        if (device.wake == number && !device.awaiting && !device.gone)
            exchange(device);
    });
}

void World::exchange(SimDevice &device)
{
    Result<SyncRequest> request = device.write(
        [this](WriteTx &, Journal &journal, Engine &engine) { return engine.nextRequest(journal, 0, m_luck->link); });
    if (!request) {
        ++m_crashes;
        checkAfterRestart(device);
        return planWake(device, 1000);
    }
    if (m_options.mutation == Mutation::AckOnSend) {
        (void)device.write([](WriteTx &, Journal &journal, Engine &engine) -> Done {
            const auto cursors = journal.cursors();
            for (SpaceCursor cursor : *cursors) {
                cursor.ackedSeq = cursor.ownSeq;
                if (Done saved = journal.saveCursor(cursor); !saved)
                    return saved;
            }
            return engine.load(journal);
        });
        checkAfterAbsorb(device);
    }
    QByteArray bytes = encode(*request);
    if (m_options.mutation == Mutation::PlainOnTheWire)
        bytes.append("canary-");
    scanForText(bytes, "request");
    const std::uint64_t number = ++m_serial;
    device.awaiting = number;
    ++m_exchanges;
    send(device, number, *request, bytes);
    after(kTimeoutMs, [this, &device, number] {
        if (device.awaiting == number && !device.gone)
            failed(device);
    });
}

std::int64_t World::latency()
{
    if (chance(m_faults->delayPercent))
        return 1000 + below(4 * 60 * 1000);
    return 20 + below(300);
}

void World::send(SimDevice &device, std::uint64_t number, const SyncRequest &asked, const QByteArray &bytes)
{
    if (!device.online)
        return failed(device);
    const int copies = chance(m_faults->dropPercent) ? 0 : chance(m_faults->doublePercent) ? 2 : 1;
    for (int i = 0; i < copies; ++i) {
        QByteArray travelling = bytes;
        if (chance(m_faults->garblePercent))
            travelling.truncate(below(travelling.size()));
        after(latency(), [this, &device, number, asked, travelling] { deliver(device, number, asked, travelling); });
    }
}

/// At the service. The answer finds its way back only to the request that is still waiting for it, as in HTTP.
void World::deliver(SimDevice &device, std::uint64_t number, const SyncRequest &asked, const QByteArray &bytes)
{
    std::optional<QByteArray> response = m_service.serve(device.keys, bytes);
    if (response)
        scanForText(*response, "response");
    if (!device.online || chance(m_faults->dropPercent))
        return;
    if (response && chance(m_faults->garblePercent)) {
        if (chance(30))
            *response = "<html>Welcome to the library's guest network</html>"_ba;
        else
            response->truncate(below(response->size()));
    }
    after(latency(), [this, &device, number, asked, response] {
        if (device.awaiting == number && device.online && !device.gone)
            answered(device, asked, response);
    });
}

void World::answered(SimDevice &device, const SyncRequest &asked, const std::optional<QByteArray> &bytes)
{
    device.awaiting.reset();
    Result<SyncResponse> response =
        bytes ? decode<SyncResponse>(bytesOf(*bytes)) : Result<SyncResponse>(ErrorCode::Unintelligible);
    if (!response)
        return failed(device);
    if (m_options.mutation == Mutation::AckWithoutHash) {
        // what an engine would see that does not look at the hash
        (void)device.write([&](WriteTx &, Journal &journal, Engine &) -> Done {
            const auto cursors = journal.cursors();
            for (const SpaceCursor &cursor : *cursors) {
                for (Answer &answer : response->answers) {
                    if (answer.space == cursor.space && cursor.ownSeq > 0)
                        answer.authors[device.id] = {cursor.ownSeq, cursor.ownHash};
                }
            }
            return done();
        });
    }
    const Result<SyncOutcome> outcome = device.write(
        [&](WriteTx &, Journal &journal, Engine &engine) { return engine.absorb(journal, asked, *response); });
    if (!outcome) {
        if (outcome.error().code != ErrorCode::Cancelled) {
            violated(u"%1 cannot take an answer: error %2, %3"_s.arg(device.name)
                         .arg(int(outcome.error().code))
                         .arg(outcome.error().detail));
            return;
        }
        ++m_crashes;
        checkAfterRestart(device);
        return planWake(device, 1000);
    }
    checkDoubts(device, *outcome);
    checkAfterAbsorb(device);
    const std::int64_t pause = device.schedule.afterSuccess(*outcome).count();
    planWake(device, pause == 0 ? 1 : kIdleMs);
}

void World::failed(SimDevice &device)
{
    device.awaiting.reset();
    planWake(device, device.schedule.afterFailure().count());
}

} // namespace safelight::testing
