// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/sqliteruntime.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <sodium/utils.h>
#include <sqlcipher/sqlite3.h>

namespace safelight
{

namespace
{

// Each block is preceded by its size, so that freeing knows how much to wipe.
constexpr std::size_t kPrefixBytes = alignof(std::max_align_t);
static_assert(kPrefixBytes >= sizeof(std::size_t));

void *blockOf(void *memory) { return static_cast<char *>(memory) - kPrefixBytes; }
int sizeOf(void *memory)
{
    std::size_t size = 0;
    std::memcpy(&size, blockOf(memory), sizeof size);
    return int(size);
}
void *allocate(int bytes)
{
    const auto size = std::size_t(bytes);
    auto *block = static_cast<char *>(std::malloc(kPrefixBytes + size));
    if (block == nullptr)
        return nullptr;
    std::memcpy(block, &size, sizeof size);
    return block + kPrefixBytes;
}
void release(void *memory)
{
    if (memory == nullptr)
        return;
    sodium_memzero(memory, std::size_t(sizeOf(memory)));
    std::free(blockOf(memory));
}
void *resize(void *memory, int bytes)
{
    void *fresh = allocate(bytes);
    if (fresh == nullptr)
        return nullptr;
    std::memcpy(fresh, memory, std::size_t(std::min(bytes, sizeOf(memory))));
    release(memory);
    return fresh;
}
int roundUp(int bytes) { return (bytes + 7) & ~7; }
int start(void *) { return SQLITE_OK; }
void stop(void *) {}
/// SQLite's own messages may name files and quote SQL; result codes reach us as errors anyway.
void onLog(void *, int, const char *) {}
/// SQLCipher has a second log of its own, which its first key in a process points at stderr, whatever its level was
/// before: so it is told once after a key, of a database in memory that nothing is put into.
void silenceCipherLog()
{
    sqlite3 *db = nullptr;
    if (sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr) == SQLITE_OK) {
        sqlite3_key(db, "x", 1);
        sqlite3_exec(db, "PRAGMA cipher_log_level = NONE", nullptr, nullptr, nullptr);
    }
    sqlite3_close(db);
}

} // namespace

void prepareSqlite()
{
    static std::once_flag once;
    std::call_once(once, [] {
        static const sqlite3_mem_methods kWiping{allocate, release, resize, sizeOf, roundUp, start, stop, nullptr};
        sqlite3_config(SQLITE_CONFIG_MALLOC, &kWiping);
        sqlite3_config(SQLITE_CONFIG_LOG, onLog, nullptr);
        sqlite3_initialize();
        silenceCipherLog();
    });
}

} // namespace safelight
