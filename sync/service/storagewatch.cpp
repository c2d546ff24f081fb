// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/service/storagewatch.h"

namespace safelight::service
{

namespace
{

constexpr std::chrono::seconds kTellAgain{60};
constexpr std::chrono::seconds kTryAgain{5};
constexpr qsizetype kTrialBytes = qsizetype{16} * 1024; ///< more than what may be left over inside the files

bool isTrouble(ErrorCode code)
{
    return code == ErrorCode::DiskFull || code == ErrorCode::DiskFault || code == ErrorCode::Damaged ||
           code == ErrorCode::Internal;
}

} // namespace

Done StorageWatch::write(const std::function<Done(StorageTx &)> &work)
{
    Done result = m_storage.write(work);
    note(result, true);
    return result;
}

Done StorageWatch::read(const std::function<Done(StorageTx &)> &work)
{
    Done result = m_storage.read(work);
    note(result, false);
    return result;
}

void StorageWatch::note(const Done &result, bool written)
{
    const bool trouble = !result && isTrouble(result.error().code);
    if (!trouble && !(written && result))
        return; // a refusal, or a reading: neither says whether writing works
    {
        const std::lock_guard lock(m_mutex);
        if (!trouble) {
            if (m_trouble != ErrorCode::Damaged)
                m_trouble.reset();
            return;
        }
        const ErrorCode code = result.error().code;
        if ((written && m_trouble != ErrorCode::Damaged) || code == ErrorCode::Damaged)
            m_trouble = code;
        const UnixTime now = m_clock.now();
        const auto told = m_told.find(code);
        if (told != m_told.end() && now >= told->second && now - told->second < kTellAgain)
            return;
        m_told[code] = now;
    }
    if (m_listener)
        m_listener(result.error().code);
}

Done StorageWatch::health()
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_trouble)
            return done();
        const UnixTime now = m_clock.now();
        const bool justTried = m_tried && now >= *m_tried && now - *m_tried < kTryAgain;
        if (m_trouble == ErrorCode::Damaged || justTried)
            return Error{*m_trouble, {}};
        m_tried = now;
    }
    return write([](StorageTx &tx) { return tx.saveSetting(QStringLiteral("trial"), QByteArray(kTrialBytes, 't')); });
}

} // namespace safelight::service
