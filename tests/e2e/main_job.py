# SPDX-FileCopyrightText: 2026 The Safelight authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job, as people with assistive technology do it: a note on a tablet without a connection and by keyboard
alone, a power cut while writing, a concern handed in at a kiosk, a decision on a laptop, and the answer back on the
tablet. Then nobody's words may lie open in any folder or in anything a program said. All people are invented."""
import re
import sys

import pyatspi
from gi.repository import GLib

from person import until
from stage import files_with, play

WORDS = "Marek counted five men into the van at dawn."
WHO = "Marek with the blue rucksack"
WHERE = "Car park behind the bakery"
UNFINISHED = "Nadia asked me twice which day it is"
AT_KIOSK = "Her uncle answers every question for her."
WHO_AT_KIOSK = "Girl of about 14, yellow coat"
WHY = "Two accounts agree on the van and the hour."
ELSE = "Waiting for the next outreach round."
MESSAGE = "Thank you, the street team visits tonight."
ALL = [WORDS, WHO, WHERE, UNFINISHED, AT_KIOSK, WHO_AT_KIOSK, WHY, ELSE, MESSAGE]
QUESTION = "What did you see or hear?"


def names_everything(screen, page):
    """Nothing on a page may be pressed or focused and have no name."""
    bare = until(f"{page} to stand still", lambda: screen.unnamed() or "none")
    if bare != "none":
        raise AssertionError(f"on {page} there is no accessible name for: {bare}")


def in_field(screen, text):
    """The text stands in a field of the page."""
    return until(f"{text!r} in a field", lambda: any(
        node.getRole() == pyatspi.ROLE_TEXT and text in node.queryText().getText(0, -1)
        for node in screen.everything()))


def write_by_keyboard(tablet):
    """A whole note without a pointer: Tab, space, letters, Ctrl+Return."""
    tablet.see("Is anyone in immediate danger?")
    names_everything(tablet, "the new note")
    tablet.tab_to("Yes")  # the answers are one stop for Tab
    answer = tablet.go_to("No", "Right")
    tablet.key("space")
    until("a checked radio button", lambda: answer.getRole() == pyatspi.ROLE_RADIO_BUTTON
          and answer.getState().contains(pyatspi.STATE_CHECKED))
    tablet.tab_to(QUESTION)
    tablet.type_here(WORDS)
    tablet.tab_to("Who is this about?")
    tablet.type_here(WHO)
    tablet.tab_to("Where was it?")
    tablet.type_here(WHERE)
    tablet.key("ctrl+Return")
    tablet.see(re.compile(r"^Saved on this device \d"))
    names_everything(tablet, "the saved page")


def cut_while_writing(stage, tablet):
    """The power goes while a second note is written; what was typed more than a second ago is there afterwards."""
    tablet.press("Write another note")
    tablet.press("No")
    tablet.type_into(QUESTION, UNFINISHED)
    second_later = GLib.get_monotonic_time() + 1_000_000
    until("the second that a draft may take", lambda: GLib.get_monotonic_time() > second_later)
    tablet.process.kill()
    tablet.process.wait()
    tablet = stage.screen("tablet")
    stage.unlock(tablet, "tablet")
    tablet.see("You were writing this")
    in_field(tablet, UNFINISHED)
    return tablet


def hand_in(stage):
    """The four steps of a kiosk; gives the slip number."""
    kiosk = stage.screen("kiosk")
    stage.unlock(kiosk, "kiosk")
    kiosk.see("Step 1 of 4")
    names_everything(kiosk, "step 1")
    kiosk.press("No")
    kiosk.press("Next")
    kiosk.see("Step 2 of 4")
    kiosk.type_into(QUESTION, AT_KIOSK)
    names_everything(kiosk, "step 2")
    kiosk.press("Next")
    kiosk.see("Step 3 of 4")
    kiosk.type_into("Who is this about?", WHO_AT_KIOSK)
    names_everything(kiosk, "step 3")
    kiosk.press("Next")
    kiosk.see("Step 4 of 4")
    kiosk.see(AT_KIOSK)
    names_everything(kiosk, "step 4")
    kiosk.press("Hand in")
    slip = kiosk.see(re.compile(r"^([0-9A-Z-] ){10}[0-9A-Z]$")).name.replace(" ", "")
    names_everything(kiosk, "the slip number")
    kiosk.press("I have my number, clear the screen")
    kiosk.see("Unlock")
    names_everything(kiosk, "the unlock page")
    if kiosk.look_for(AT_KIOSK) or kiosk.look_for(slip):
        raise AssertionError("the kiosk still shows what was handed in")
    return slip


def decide(stage):
    """Both concerns are in the inbox; a decision needs its reasons. All by keyboard."""
    laptop = stage.screen("laptop")
    stage.unlock(laptop, "laptop")
    laptop.see("5 not yet triaged")
    names_everything(laptop, "the inbox")
    until("the list to have the keyboard", laptop.focused)
    either = re.compile(f"^({WHO}|{WHO_AT_KIOSK})$")
    upper = laptop.go_to(either, "Down").name  # whichever came first
    laptop.go_to(WHO_AT_KIOSK if upper == WHO else WHO, "Down")
    laptop.go_to(WHO, "Up")
    laptop.key("Return")
    laptop.see(WORDS)
    names_everything(laptop, "the concern")
    laptop.press("Decide")
    laptop.tab_to("Record the decision")
    laptop.key("space")
    laptop.see(re.compile(r"^\d things? to mend$"))
    names_everything(laptop, "the refused decision")
    laptop.tab_to("No further action")  # the answers are one stop for Tab
    laptop.go_to("Support without a referral", "Down")
    laptop.key("space")
    laptop.tab_to("Why?")
    laptop.type_here(WHY)
    laptop.tab_to("What else did you consider?")
    laptop.type_here(ELSE)
    laptop.tab_to("A message to the person who told us")
    laptop.type_here(MESSAGE)
    laptop.tab_to("Record the decision")
    laptop.key("space")
    laptop.see(re.compile("^A decision is recorded"))
    names_everything(laptop, "the decided concern")


def read_the_answer(tablet):
    """The author finds the decision in their own note."""
    tablet.activate()
    tablet.press("My notes")
    tablet.press(WORDS)
    tablet.see("Where it is now")
    tablet.see(MESSAGE)
    tablet.see(re.compile(r" says, \d\d:\d\d$"))
    names_everything(tablet, "the answered note")


def nothing_lies_open(stage):
    """No words in any folder or in anything a program said; and the search finds words that do lie open."""
    control = stage.folder / "tablet" / "control.txt"
    control.write_text(ALL[0], encoding="utf-16-le")
    if files_with(ALL[0], stage.folder, stage.said) != [control]:
        raise AssertionError(f"{ALL[0]!r} lies in {files_with(ALL[0], stage.folder, stage.said)}")
    control.unlink()
    for words in ALL:
        found = files_with(words, stage.folder, stage.said)
        if found:
            raise AssertionError(f"{words!r} lies open in {found}")


def test(stage):
    stage.practise()
    stage.service.stop()
    tablet = stage.screen("tablet")
    stage.unlock(tablet, "tablet")
    write_by_keyboard(tablet)
    tablet = cut_while_writing(stage, tablet)
    stage.service.start()
    hand_in(stage)
    decide(stage)
    read_the_answer(tablet)
    nothing_lies_open(stage)
    stage.end_programs()
    nothing_lies_open(stage)


if __name__ == "__main__":
    sys.exit(play(test))
