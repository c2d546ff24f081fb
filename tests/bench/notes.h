// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/concern/concerndraft.h"
#include "sync/base/random.h"

namespace safelight::bench
{

/// Invented notes of the length people write: two statements, a place, a description. The same for the same seed.
class Notes
{
public:
    explicit Notes(std::uint64_t seed)
        : m_random(seed)
    {
    }
    [[nodiscard]] ConcernDraft next();
    [[nodiscard]] QString commonWord() const { return QStringLiteral("doorway"); } ///< in about one note in four
    [[nodiscard]] QString rareWord() const { return QStringLiteral("harmonica"); } ///< in about one note in 2,000

private:
    [[nodiscard]] QString pick(const QStringList &from)
    {
        return from.at(qsizetype(m_random.below(std::uint64_t(from.size()))));
    }
    SeededRandom m_random;
};

} // namespace safelight::bench
