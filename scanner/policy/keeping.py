"""How long things are kept, where no verb of data handling says so: lists and tables of periods, logs, backups."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scanner.model import Action, Phrase, Statement
from scanner.policy.building import Content, build
from scanner.policy.context import says_nothing
from scanner.policy.frames import Frame
from scanner.policy.periods import period_in, periods_in
from scanner.policy.phrasebook import phrasebook
from scanner.policy.scene import GENERIC, Scene
from scanner.policy.words import Word, words_of

_ABOUT = re.compile(
    r"\b(?:retention|retain|how long|keep|kept|stored? for|storage (?:period|time|duration|limit)|deletion|erasure|delet|periods?|duration|lifetime)"
)
_HEAD = re.compile(r"^[*_\s\"(]*([^|:.;]{2,110}?)[*_\s\")]*(?::|\s-{1,2}\s|\||\()\s*[*_]*\s*(.{3,})$")
_END = re.compile(r"\b(?:until|till|as long as|so long as|while|for the (?:life|lifetime|duration|term|length)|indefinitely|permanently|never deleted|no longer than|when you (?:close|delete)|deleted (?:when|once|after|with))\b")  # fmt: skip
_AT_ONCE = re.compile(r"^\W*(?:(?:we |they |these |it |this )?(?:are |is |will be |be )?(?:keep|kept|stored?|retain(?:ed)?|held|saved|delet(?:ed)?|erased?|removed?|rotated|expires?|destroyed)?(?: them| it| these| this)?,? ?(?:automatically )?(?:for|after|within|up to|at most|at least|a maximum of|max(?:imum|\.)?|for up to|for at least|no (?:more|longer) than|the last|approximately|about|around)? ?){0,3}\W*$")  # fmt: skip
_KEPT = re.compile(r"\b(?:kept|keeps?|stored?|retain(?:ed|s)?|held|holds?|saved|delet(?:ed|es?)|eras(?:ed|es?)|removed?|purged?|rotated?|expires?|overwritten|destroyed|wiped|live for|last for|available|stays?|remains?|disappears?)\b")  # fmt: skip
_LASTS = re.compile(r"\b(?:for )?(?:as|so) long as\b|\buntil\b|\bindefinitely\b|\bforever\b")
_GOES = re.compile(r"\b(?:delet|eras|remov|purg|rotat|expir|overwrit|destroy|wip|disappear)")
_ADVICE = re.compile(
    r"\b(?:notice|respond|reply|answer|refund|cancel|request within|trial|notify|inform you|withdraw)\b"
)


def of_period_item(scene: Scene, lead: Scene | None) -> Iterator[Statement]:
    """What a line such as "Access logs: 30 days" says: the thing before the mark is kept for the time after it."""
    found = _HEAD.match(scene.plain)
    if found is None or says_nothing(found[1]) or _ADVICE.search(found[1]):
        return
    tail = found[2]
    about = bool(_ABOUT.search(scene.sentence.section) or (lead and _ABOUT.search(lead.plain)))
    period = period_in(tail)
    start = scene.sentence.start
    words = words_of(scene.normal, start, start + found.end(1))
    phrases = kept_in(scene, words)
    if not about and not (phrases and period and _is_at_once(tail)):
        return
    if period is None and not _END.search(tail):
        return
    if not phrases:
        phrases = (
            Phrase(
                GENERIC,
                scene.text[start + found.start(1) : start + found.end(1)].strip(),
                start + found.start(1),
                start + found.end(1),
            ),
        )
    made = build(scene, _frame("retain"), "retain", Content(scene.plain, phrases, period=period))
    end = _END.search(tail)
    if end and not period and not made.condition:
        at = start + found.start(2) + end.start()
        made = replace(made, condition=scene.text[at : scene.sentence.end].strip(" .|*"))
    yield made


def _is_at_once(tail: str) -> bool:
    """Whether a line goes straight from its head to the period."""
    places = periods_in(tail)
    return bool(places) and bool(_AT_ONCE.match(tail[: places[0][1]]))


def of_kept(scene: Scene, made: Sequence[Statement]) -> Iterator[Statement]:
    """A period that no statement took up, for a thing that is kept: "Backups expire after five weeks"."""
    period, verb = period_in(scene.plain), _KEPT.search(scene.plain)
    end = None if period else _LASTS.search(scene.plain)
    if (
        (period is None and end is None)
        or verb is None
        or _ADVICE.search(scene.plain)
        or any(one.period or one.action is Action.RETAIN for one in made)
    ):
        return
    if any(frame.actor == "user" or frame.subordinate for frame in scene.frames if frame.actions != ("reader",)):
        return
    bound = scene.sentence.start + (end.start() if end else len(scene.plain))
    phrases = kept_in(scene, [word for word in scene.words if word.end <= bound])
    if not phrases or says_nothing(scene.plain):
        return
    action = "erase" if _GOES.match(verb[0]) else "retain"
    if end and (action == "erase" or all(phrase.key == GENERIC for phrase in phrases)):
        return
    kept = build(scene, _frame(action), action, Content(scene.plain, phrases, period=period))
    start = scene.sentence.start + (end.start() if end else 0)
    yield replace(kept, condition=scene.text[start : scene.sentence.end].strip(" .|*")) if end else kept


def kept_in(scene: Scene, words: Sequence[Word]) -> tuple[Phrase, ...]:
    """The data that words name; a thing such as a log or an invoice stands for what it holds."""
    if not words:
        return ()
    start, end = words[0].start, words[-1].end
    named = [scene.phrase(hit) for hit in scene.hits if start <= scene.words[hit.first].start]
    named = [phrase for phrase in named if phrase.end <= end]
    specific = [phrase for phrase in named if phrase.key != GENERIC]
    things = list(_things(scene, words))
    both = [thing for thing in things if sum(other.start == thing.start for other in things) > 1]
    specific = [phrase for phrase in specific if not any(_overlap(phrase, thing) for thing in both)]
    added = [thing for thing in things if not any(_overlap(thing, phrase) for phrase in specific)]
    found = [phrase for phrase in (*specific, *added) if phrase.key != GENERIC]
    return tuple(sorted(found or added or named, key=lambda phrase: (phrase.start, phrase.key)))


def _things(scene: Scene, words: Sequence[Word]) -> Iterator[Phrase]:
    for hit in phrasebook("kept").find(words):
        start, end = words[hit.first].start, words[hit.last].end
        for key in hit.key.split("+"):
            yield Phrase(key, scene.text[start:end], start, end)


def _overlap(one: Phrase, two: Phrase) -> bool:
    return one.start < two.end and two.start < one.end


def _frame(action: str) -> Frame:
    return Frame(actions=(action,), verbs=(), start=0, verb=0, last=0, actor="first_party")
