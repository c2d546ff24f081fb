// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/base/random.h"

#include <QRandomGenerator>
#include <cstring>

namespace safelight
{

void SystemRandom::fill(std::span<std::byte> out)
{
    while (!out.empty()) {
        const quint64 word = QRandomGenerator::system()->generate64();
        const std::size_t n = std::min(out.size(), sizeof(word));
        std::memcpy(out.data(), &word, n);
        out = out.subspan(n);
    }
}

void SeededRandom::fill(std::span<std::byte> out)
{
    while (!out.empty()) {
        constexpr std::uint64_t kStep = 0x9e3779b97f4a7c15ULL;
        std::uint64_t z = m_state.fetch_add(kStep) + kStep;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        z ^= z >> 31;
        const std::size_t n = std::min(out.size(), sizeof(z));
        std::memcpy(out.data(), &z, n);
        out = out.subspan(n);
    }
}

} // namespace safelight
