// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/triage/triagemodel.h"
#include "tests/app/triage/triageworld.h"

#include <QObject>

namespace safelight::testing
{

/// The champion's desk over real vaults, put into the states a page has to show. For QML tests and pictures.
class TriageScene final : public QObject
{
    Q_OBJECT
    Q_PROPERTY(safelight::TriageModel *model READ model NOTIFY modelChanged FINAL)

public:
    explicit TriageScene(QObject *parent = nullptr)
        : QObject(parent)
    {
    }

    [[nodiscard]] TriageModel *model() const { return m_model.get(); }

    /// A new organisation with nothing in the intake.
    Q_INVOKABLE void begin();
    /// Invented concerns of every kind: danger, all four statements, a kiosk's slip, overdue, amended.
    Q_INVOKABLE void addSome();
    /// Many more, so that the list is long.
    Q_INVOKABLE void addMany(int count);
    /// A decision about the first concern, which is open, is half written and lies open again. False: it is not.
    [[nodiscard]] bool beginDecision();
    /// Two champions chose differently about the first concern.
    Q_INVOKABLE void addConflict();
    /// The first concern is decided, and its author adds something afterwards.
    Q_INVOKABLE void addAfterTheDecision();
    /// The vault is closed: reading fails.
    Q_INVOKABLE void closeVault();
    /// The first concern, as hexadecimal text.
    Q_INVOKABLE QString first() const { return m_first.toHex(); }
    /// Receipts about a concern that reached the author's tablet.
    Q_INVOKABLE int receiptsAtTablet(const QString &concernId);
    Q_INVOKABLE void end();

Q_SIGNALS:
    void modelChanged();

private:
    void show();
    std::unique_ptr<TriageWorld> m_world;
    std::unique_ptr<TriageModel> m_model;
    Uuid m_first;
};

} // namespace safelight::testing
