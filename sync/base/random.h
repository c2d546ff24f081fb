// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

namespace safelight
{

/// Chance that is not a secret: ids, jitter. Handed in, so that a seed replays a run.
/// Keys, salts and nonces come from libsodium alone (sync/crypto), never from here. Thread-safe, each of them.
class Random
{
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::byte> out) = 0;

    /// Uniform enough for jitter: [0, bound), 0 for bound 0.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound)
    {
        std::uint64_t value = 0;
        fill(std::as_writable_bytes(std::span(&value, 1)));
        return bound == 0 ? 0 : value % bound;
    }
};

/// The operating system's generator.
class SystemRandom final : public Random
{
public:
    void fill(std::span<std::byte> out) override;
};

/// splitmix64 from a seed: the same numbers on every standard library. For simulator, practice data and tests. Replays
/// a run as long as one thread draws; several get numbers of the same sequence, in an order that nobody can tell.
class SeededRandom final : public Random
{
public:
    explicit SeededRandom(std::uint64_t seed)
        : m_state(seed)
    {
    }
    void fill(std::span<std::byte> out) override;

private:
    std::atomic<std::uint64_t> m_state;
};

} // namespace safelight
