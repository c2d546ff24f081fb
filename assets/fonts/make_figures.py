#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Safelight authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes SafelightFigures-*.otf: Inter with figures of one width, for times and counts that stand under each other.

Qt can only ask a font for its "tnum" feature from 6.7 on, so the figures are put in place here. Needs fonttools and
Debian's fonts-inter; run it again when Inter changes: python3 assets/fonts/make_figures.py
"""
import pathlib

from fontTools import subset
from fontTools.ttLib import TTFont

SOURCE = pathlib.Path("/usr/share/fonts/opentype/inter")
HERE = pathlib.Path(__file__).resolve().parent
FAMILY = "Safelight Figures"


def tabular(font):
    """Glyph to glyph, as the font's own tnum feature has it."""
    gsub = font["GSUB"].table
    swaps = {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for table in gsub.LookupList.Lookup[index].SubTable:
                    table = getattr(table, "ExtSubTable", table)
                    swaps.update(getattr(table, "mapping", {}))
    return swaps


def make(weight):
    font = TTFont(SOURCE / f"Inter-{weight}.otf")
    swaps = tabular(font)
    for table in font["cmap"].tables:
        table.cmap = {code: swaps.get(glyph, glyph) for code, glyph in table.cmap.items()}
    options = subset.Options(layout_features=["kern", "ccmp", "mark", "mkmk"], hinting=False, desubroutinize=True,
                             name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], notdef_outline=True)
    job = subset.Subsetter(options)
    job.populate(unicodes=[*range(0x20, 0x7F), *range(0xA0, 0x180), 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D,
                           0x2026, 0x202F, 0x2192, 0x2212])
    job.subset(font)
    for name in font["name"].names:
        text = {1: FAMILY if weight == "Regular" else f"{FAMILY} {weight}", 2: "Regular", 3: f"{FAMILY} {weight}",
                4: f"{FAMILY} {weight}", 6: f"SafelightFigures-{weight}"}.get(name.nameID)
        if text:
            name.string = text
    font["name"].setName(FAMILY, 16, 3, 1, 0x409)
    font["name"].setName(weight, 17, 3, 1, 0x409)
    font["CFF "].cff.fontNames = [f"SafelightFigures-{weight}"]
    font.save(HERE / f"SafelightFigures-{weight}.otf")


for each in ("Regular", "SemiBold"):
    make(each)
