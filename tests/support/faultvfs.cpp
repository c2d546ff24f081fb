// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultvfs.h"

#include <atomic>
#include <new>
#include <sqlcipher/sqlite3.h>

namespace safelight::testing
{

namespace
{

std::atomic<qint64> freeBytes{-1};
std::atomic<bool> syncFails{false};

struct FaultFile {
    sqlite3_file base;
    sqlite3_file *real() { return reinterpret_cast<sqlite3_file *>(this + 1); }
};
sqlite3_file *realOf(sqlite3_file *file) { return reinterpret_cast<FaultFile *>(file)->real(); }
sqlite3_vfs *realVfs(sqlite3_vfs *vfs) { return static_cast<sqlite3_vfs *>(vfs->pAppData); }

int closeFile(sqlite3_file *file)
{
    sqlite3_file *real = realOf(file);
    return real->pMethods ? real->pMethods->xClose(real) : SQLITE_OK;
}
int readFile(sqlite3_file *file, void *to, int amount, sqlite3_int64 at)
{
    return realOf(file)->pMethods->xRead(realOf(file), to, amount, at);
}
int writeFile(sqlite3_file *file, const void *from, int amount, sqlite3_int64 at)
{
    sqlite3_int64 size = 0;
    if (const int rc = realOf(file)->pMethods->xFileSize(realOf(file), &size); rc != SQLITE_OK)
        return rc;
    const qint64 growth = at + amount - size;
    if (growth > 0 && freeBytes >= 0) {
        if (growth > freeBytes)
            return SQLITE_FULL;
        freeBytes -= growth;
    }
    return realOf(file)->pMethods->xWrite(realOf(file), from, amount, at);
}
int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    sqlite3_int64 before = 0;
    if (realOf(file)->pMethods->xFileSize(realOf(file), &before) == SQLITE_OK && freeBytes >= 0 && before > size)
        freeBytes += before - size;
    return realOf(file)->pMethods->xTruncate(realOf(file), size);
}
int syncFile(sqlite3_file *file, int flags)
{
    return syncFails ? SQLITE_IOERR_FSYNC : realOf(file)->pMethods->xSync(realOf(file), flags);
}
int sizeOfFile(sqlite3_file *file, sqlite3_int64 *size)
{
    return realOf(file)->pMethods->xFileSize(realOf(file), size);
}
int lockFile(sqlite3_file *file, int level) { return realOf(file)->pMethods->xLock(realOf(file), level); }
int unlockFile(sqlite3_file *file, int level) { return realOf(file)->pMethods->xUnlock(realOf(file), level); }
int isReserved(sqlite3_file *file, int *out) { return realOf(file)->pMethods->xCheckReservedLock(realOf(file), out); }
int control(sqlite3_file *file, int op, void *argument)
{
    // Growing ahead of time would go past our counting.
    return op == SQLITE_FCNTL_SIZE_HINT ? SQLITE_OK : realOf(file)->pMethods->xFileControl(realOf(file), op, argument);
}
int sectorSize(sqlite3_file *file) { return realOf(file)->pMethods->xSectorSize(realOf(file)); }
int characteristics(sqlite3_file *file) { return realOf(file)->pMethods->xDeviceCharacteristics(realOf(file)); }

// Version 1: no shared memory and no mapping. The store never asks for either.
const sqlite3_io_methods kMethods{1,        closeFile,  readFile,        writeFile,  truncateFile,
                                  syncFile, sizeOfFile, lockFile,        unlockFile, isReserved,
                                  control,  sectorSize, characteristics, nullptr,    nullptr,
                                  nullptr,  nullptr,    nullptr,         nullptr};

int openFile(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *outFlags)
{
    auto *fault = new (file) FaultFile{};
    const int rc = realVfs(vfs)->xOpen(realVfs(vfs), name, fault->real(), flags, outFlags);
    if (rc == SQLITE_OK)
        fault->base.pMethods = &kMethods;
    return rc;
}

} // namespace

struct FaultVfs::Parts {
    sqlite3_vfs *real = nullptr;
    sqlite3_vfs own{};
};

FaultVfs::FaultVfs()
    : m_parts(std::make_unique<Parts>())
{
    sqlite3_initialize();
    m_parts->real = sqlite3_vfs_find(nullptr);
    m_parts->own = *m_parts->real;
    m_parts->own.pNext = nullptr;
    m_parts->own.zName = "fault";
    m_parts->own.pAppData = m_parts->real;
    m_parts->own.szOsFile = int(sizeof(FaultFile)) + m_parts->real->szOsFile;
    m_parts->own.xOpen = openFile;
    freeBytes = -1;
    syncFails = false;
    sqlite3_vfs_register(&m_parts->own, 1);
}

FaultVfs::~FaultVfs()
{
    sqlite3_vfs_unregister(&m_parts->own);
    sqlite3_vfs_register(m_parts->real, 1);
}

void FaultVfs::setFreeBytes(qint64 bytes) { freeBytes = bytes; }
void FaultVfs::setSyncFails(bool fails) { syncFails = fails; }

} // namespace safelight::testing
