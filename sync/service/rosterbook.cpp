// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/service/rosterbook.h"

using namespace Qt::StringLiterals;

namespace safelight::service
{

Result<RosterBook::Page> RosterBook::of(StorageTx &tx, const SpaceId &space)
{
    const auto head = tx.head(space);
    if (!head)
        return head.error();
    Page known{Roster(space), 0};
    if (!*head)
        return known;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_pages.find(space); found != m_pages.end())
            known = found->second;
    }
    const EnvHash &wanted = (*head)->controlHash;
    if (known.roster.controlHash() == wanted)
        return known;
    Result<Page> page = extended(tx, known, wanted);
    if (!page && page.error().code == ErrorCode::Damaged && known.seq > 0)
        page = extended(tx, {Roster(space), 0}, wanted); // what we kept is not a prefix: another copy was restored
    if (page)
        keep(space, *page);
    return page;
}

Result<std::optional<Roster>> RosterBook::organisation(StorageTx &tx)
{
    const auto id = tx.setting(u"org_space"_s);
    if (!id)
        return id.error();
    const auto space = SpaceId::from(QByteArrayView(*id));
    if (!space)
        return std::optional<Roster>();
    const Result<Page> page = of(tx, *space);
    if (!page)
        return page.error();
    return std::optional(page->roster);
}

void RosterBook::keep(const SpaceId &space, const Page &page)
{
    const std::lock_guard lock(m_mutex);
    m_pages.insert_or_assign(space, page);
}

Result<RosterBook::Page> RosterBook::extended(StorageTx &tx, Page page, const EnvHash &until)
{
    const SpaceId space = page.roster.space();
    const auto orgId = tx.setting(u"org_space"_s);
    if (!orgId)
        return orgId.error();
    std::optional<Roster> organisation;
    if (space.toByteArray() != *orgId) {
        auto found = this->organisation(tx);
        if (!found)
            return found.error();
        organisation = std::move(*found);
    }
    const auto entries = tx.controls(space, page.seq);
    if (!entries)
        return entries.error();
    for (const StoredEnvelope &entry : *entries) {
        const Result<Envelope> envelope = parseEnvelope(bytesOf(entry.bytes));
        if (!envelope)
            return Error{ErrorCode::Damaged, u"control entry %1 does not parse"_s.arg(entry.seq)};
        Result<Roster> next = page.roster.with(*envelope, {m_rootPk, organisation ? &*organisation : nullptr});
        if (!next)
            return Error{ErrorCode::Damaged, u"control entry %1 does not verify"_s.arg(entry.seq)};
        page = {std::move(*next), entry.seq};
    }
    if (page.roster.controlHash() != until)
        return Error{ErrorCode::Damaged, u"control entries end elsewhere than the head says"_s};
    return page;
}

} // namespace safelight::service
