"""Wording that carries a promise: notice of recording, age statements, cookie banners."""

from __future__ import annotations

import re

from scanner.code.pages.page import Page
from scanner.inventory.draft import Draft
from scanner.model import Control, ControlKind, ControlState

_RECORDING = re.compile(
    r"\b(call|conversation|session|meeting|conference|line|chat|video|you)s?\b[^.!?<>{}]{0,60}"
    r"\b(is|are|being|be|gets?|will|may|might)\b[^.!?<>{}]{0,20}\brecorded\b"
    r"|\brecording (is|has) (on|in progress|started|active)\b|\bthis (call|meeting|session) is (now )?recording\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(not|never|n't|without)\b", re.IGNORECASE)
_AGE = re.compile(
    r"\b(i am|i'm|i confirm|you (must|have to) be|are you|you are|confirm)\b[^.!?<>{}]{0,60}?"
    r"(\b(over|above|at least|older than)\s+(the age of\s+)?(1[3-9]|2[01])\b"
    r"|\b(1[3-9]|2[01])\s*(\+|years|yrs)?[^.!?<>{}]{0,20}\b(or older|or over|of age|and over|old|and older)\b)"
    r"|\bof legal age\b",
    re.IGNORECASE,
)
_BANNER = re.compile(r"\b(we|this (web)?site|our (web)?site)\b[^.!?<>{}]{0,40}\buses? cookies\b", re.IGNORECASE)
_CHOICE = re.compile(r"\b(accept|allow|agree|reject|decline|refuse|manage|customi[sz]e)\b", re.IGNORECASE)
_LONGEST = 4_000


def add_recording_notice(draft: Draft, page: Page, text: str, line: int) -> None:
    """Take a notice that people are recorded, where the text is one."""
    found = _RECORDING.search(text[:_LONGEST])
    if found is not None and not _DENIED.search(found[0]):
        node = Control(page.point("notice:recording"), ControlKind.NOTICE, state=ControlState.PRESENT)
        draft.add(node, page.seen(line, "the text says that people are recorded"))


def says_age(text: str) -> bool:
    """Whether a text makes somebody state how old they are."""
    return bool(_AGE.search(text[:_LONGEST]))


def add_age_gate(draft: Draft, page: Page, line: int, reason: str) -> None:
    """Take an age gate into the draft."""
    draft.add(Control(page.point("age_gate"), ControlKind.AGE_GATE), page.seen(line, reason))


def is_cookie_banner(text: str) -> bool:
    """Whether a text tells of cookies and gives a choice."""
    start = text[:_LONGEST]
    return bool(_BANNER.search(start) and _CHOICE.search(start))


def add_cookie_banner(draft: Draft, page: Page, line: int) -> None:
    """Take a cookie banner: it asks, which is a part of consent; whether tags wait for it is told for each tag."""
    node = Control(page.point("consent:banner"), ControlKind.CONSENT, state=ControlState.PARTIAL)
    draft.add(node, page.seen(line, "a banner tells of cookies and gives a choice"))
