// SPDX-FileCopyrightText: 2026 The Safelight authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/admin/qrmatrix.h"

#include <QQuickPaintedItem>
#include <QtQml/qqmlregistration.h>

namespace safelight
{

/// A QR code with its quiet zone. Always dark on light, in every theme: many scanners read nothing else. Modules are
/// whole device pixels. Nothing is drawn for an empty text.
class QrItem : public QQuickPaintedItem
{
    Q_OBJECT
    QML_NAMED_ELEMENT(QrCode)
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged FINAL)
public:
    explicit QrItem(QQuickItem *parent = nullptr);

    [[nodiscard]] const QString &text() const { return m_text; }
    void setText(const QString &text);
    void paint(QPainter *painter) override;

Q_SIGNALS:
    void textChanged();

private:
    QString m_text;
    QrMatrix m_matrix;
};

} // namespace safelight
