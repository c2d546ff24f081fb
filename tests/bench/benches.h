// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/benchworld.h"
#include "tests/bench/figures.h"

namespace safelight::bench
{

/// Save latency beside bare fdatasync on the same disk.
void saveBench(BenchWorld &world);
/// First page of searches and lists over `count` notes.
void searchBench(BenchWorld &world, int count);
/// 1,000 offline notes in one go beside a bare upload of the same bytes, on loopback and on a slow link.
void uploadBench(const QString &programs, int notes);
/// First frame of the program beside the first frame of an empty Qt Quick Controls window.
void startBench(const QString &programs);

} // namespace safelight::bench
