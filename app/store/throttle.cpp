// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/throttle.h"

#include "app/store/sha256.h"
#include "platform/files/durablefile.h"
#include "sync/wire/cbor.h"

#include <array>

namespace safelight
{

namespace
{

constexpr qint64 kHalfBytes = 4096;
constexpr qsizetype kLengthBytes = 2;
constexpr qsizetype kSumBytes = 32;
constexpr std::int64_t kDisagreementMs = 60'000;

/// length(2, little endian) ‖ CBOR ‖ SHA-256(CBOR), padded with zeros.
Result<QCborValue> readHalf(QByteArrayView half)
{
    if (half.size() < kHalfBytes)
        return ErrorCode::Damaged;
    const auto length = qsizetype(quint8(half.at(0)) | (quint8(half.at(1)) << 8));
    if (length > kHalfBytes - kLengthBytes - kSumBytes)
        return ErrorCode::Damaged;
    const QByteArrayView body = half.sliced(kLengthBytes, length);
    if (Sha256::of(bytesOf(body)) != half.sliced(kLengthBytes + length, kSumBytes))
        return ErrorCode::Damaged;
    return parseCbor(bytesOf(body), kHalfBytes);
}

QByteArray writeHalf(const QByteArray &body)
{
    QByteArray out;
    out.append(char(body.size() & 0xff));
    out.append(char(body.size() >> 8));
    out += body + Sha256::of(bytesOf(body));
    return out.leftJustified(kHalfBytes, '\0');
}

} // namespace

std::chrono::seconds Throttle::waitAfter(std::uint32_t failures)
{
    constexpr std::array kWaits{30, 60, 5 * 60, 15 * 60, 60 * 60};
    if (failures < kFreeTries)
        return std::chrono::seconds(0);
    return std::chrono::seconds(kWaits[std::min<std::size_t>(failures - kFreeTries, kWaits.size() - 1)]);
}

Throttle::State Throttle::load() const
{
    State best;
    best.isLost = true;
    const Result<QByteArray> file = files::readFront(m_path, 2 * kHalfBytes);
    for (int i = 0; file && i < 2; ++i) {
        const Result<QCborValue> parsed =
            readHalf(QByteArrayView(*file).sliced(std::min(i * kHalfBytes, file->size())));
        if (!parsed)
            continue;
        CborReader reader(*parsed);
        State state;
        state.sequence = reader.counter(0);
        for (const QCborValue item : reader.array(1)) {
            CborReader counter(item);
            const auto slot = counter.unsignedNumber<quint32>(0);
            state.counters.insert(slot,
                                  {counter.unsignedNumber<std::uint32_t>(1), counter.integer(2), counter.integer(3)});
            if (!counter.ok())
                reader.fail();
        }
        if (reader.ok() && (best.isLost || state.sequence > best.sequence))
            best = state;
    }
    return best;
}

Done Throttle::store(State state) const
{
    ++state.sequence;
    CborWriter body;
    body.map(2).number(0).number(state.sequence).number(1).array(std::size_t(state.counters.size()));
    for (auto it = state.counters.cbegin(); it != state.counters.cend(); ++it) {
        body.map(4).number(0).number(it.key()).number(1).number(it->failures);
        body.number(2).signedNumber(it->sinceBootMs).number(3).signedNumber(it->nowMs);
    }
    return files::overwrite(m_path, qint64(state.sequence % 2) * kHalfBytes, writeHalf(body.result()));
}

Throttle::Counter Throttle::atThisMoment(std::uint32_t failures) const
{
    return {failures, m_clock.sinceBoot().count(), toMs(m_clock.now())};
}

Done Throttle::reset()
{
    for (std::uint64_t sequence : {0, 1}) { // both halves get their place on the disk now
        State state;
        state.sequence = sequence;
        if (Done stored = store(state); !stored)
            return stored;
    }
    return done();
}

Done Throttle::beforeGuess(quint32 slot)
{
    State state = load();
    Counter counter = state.counters.value(slot);
    bool restart = false;
    if (state.isLost) {
        counter = atThisMoment(kFreeTries);
        restart = true;
    }
    const std::int64_t elapsedMs = m_clock.sinceBoot().count() - counter.sinceBootMs;
    const std::int64_t wallMs = toMs(m_clock.now()) - counter.nowMs;
    const std::int64_t waitMs = std::chrono::milliseconds(waitAfter(counter.failures)).count();
    std::int64_t leftMs = waitMs - elapsedMs;
    if (waitMs > 0 && (elapsedMs < 0 || std::abs(wallMs - elapsedMs) > kDisagreementMs)) {
        restart = true; // restarted, or a clock was moved
        leftMs = waitMs;
    }
    if (leftMs > 0) {
        if (restart) {
            state.counters.insert(slot, atThisMoment(counter.failures));
            if (Done stored = store(state); !stored)
                return stored;
        }
        return Error{ErrorCode::Throttled, QStringLiteral("seconds=%1").arg((leftMs + 999) / 1000)};
    }
    state.counters.insert(slot, atThisMoment(counter.failures + 1));
    return store(state);
}

Done Throttle::notGuessed(quint32 slot)
{
    State state = load();
    Counter &counter = state.counters[slot];
    counter.failures = counter.failures > 0 ? counter.failures - 1 : 0;
    return store(state);
}

Done Throttle::succeeded(quint32 slot)
{
    State state = load();
    state.counters.remove(slot);
    return store(state);
}

} // namespace safelight
