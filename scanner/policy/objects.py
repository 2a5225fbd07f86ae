"""The words of a sentence that a verb frame speaks of: its clause, its data, and what "it" stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scanner.model import Phrase
from scanner.policy import verbs
from scanner.policy.frames import Frame
from scanner.policy.mentions import mentions_in
from scanner.policy.periods import periods_in
from scanner.policy.phrasebook import Hit
from scanner.policy.scene import GENERIC, Scene
from scanner.policy.words import words_of

_ANAPHORS = re.compile(
    r"\b(?:it|them|(?:that|this|these|those|such|the same) (?:personal )?(?:information|data|details|records?|emails?|e-mails?|correspondence|interactions?|identifiers?|recordings?|logs?|messages?|content))\b"
)
_LISTING = frozenset({"including", "include", "includes", ":", "following", "as", "namely", "like", "example", "eg"})
_RECORDED = re.compile(r"\b(?:interactions?|correspondence|conversations?|communications?)\b")
# Where readers turn to the company, "that information" is the record of it.
_SUPPORT = re.compile(
    r"\b(?:when|if) you (?:\w+ ){0,4}(?:contact|call|email|e-mail|write|chat|message|provide|reach|initiate|communicate)\b[^.;]{0,60}"
    r"\b(?:us|support|customer service|help ?desk)\b(?![^.;]{0,20}\bwith your\b)|\bin connection with (?:accessing )?(?:customer )?support\b"
)


def timed(phrases: tuple[Phrase, ...], clause: str, start: int) -> tuple[tuple[tuple[Phrase, ...], str | None], ...]:
    """The phrases with the period that is theirs: "your account within 30 days, and recordings after 90 days"."""
    periods = periods_in(clause)
    if len(periods) < 2 or len(phrases) < 2:  # noqa: PLR2004 - two of each make a pairing
        return ((phrases, periods[0][0] if periods else None),)
    ends = [start + at for _, at in periods]
    owner = [next((index for index, end in enumerate(ends) if phrase.end <= end), len(ends) - 1) for phrase in phrases]
    groups = {index: tuple(p for p, own in zip(phrases, owner, strict=True) if own == index) for index in owner}
    return tuple((group, periods[index][0]) for index, group in sorted(groups.items()))


def clause_of(scene: Scene, frame: Frame) -> tuple[int, int]:
    """The first and last word that a frame may take its objects from."""
    mains = [
        other
        for other in scene.frames
        if other.is_main
        and other.actions not in {("includes",), ("reader",)}
        and not (other.purpose and other is not frame)
    ]
    before = [other for other in mains if other.last < frame.verb]
    after = [other for other in mains if other.verb > frame.last]
    first = before[-1].last + 1 if before else 0
    for at in range(frame.verb, first, -1):
        if scene.words[at].text == ";" or (scene.words[at].text == "but" and scene.words[at - 1].text == ","):
            first = at + 1
            break
    last = len(scene.words) - 1
    if after:
        last = max(frame.last, after[0].start - 1)
        if after[0].passive:
            last = max(frame.last, _start_of_patient(scene, after[0], frame.last))
    for at in range(frame.last + 1, last):
        if scene.words[at].text == ";" or (
            scene.words[at].text in {"but", "however", "whereas"} and not _is_open_list(scene, at)
        ):
            last = at - 1
            break
    return min(first, frame.verb), max(last, frame.last)


def _is_open_list(scene: Scene, at: int) -> bool:
    """Whether "but" belongs to "including but not limited to"."""
    return any(word.text == "limited" for word in scene.words[at : at + 5])


def _start_of_patient(scene: Scene, frame: Frame, floor: int) -> int:
    """Where the noun of a passive clause begins: after the last comma, "and" or "but" before it with data in between."""
    for at in range(frame.verb - 1, floor, -1):
        if scene.words[at].text in {",", ";", "but", "and", "that", ":"} and any(
            at < hit.first < frame.verb for hit in scene.hits
        ):
            return at - 1
    return floor


def objects_of(scene: Scene, frame: Frame, first: int, last: int) -> tuple[Hit, ...]:
    """The data that a frame speaks of."""
    if frame.passive and not frame.gerund:
        start = _passive_start(scene, frame, first)
        before = [hit for hit in scene.hits if start <= hit.first and hit.last < frame.verb]
        listing = next((at for at in range(frame.last + 1, last) if scene.words[at].text in _LISTING), None)
        after = [hit for hit in scene.hits if listing is not None and listing < hit.first <= last]
        lets = bool({"give", "grant", "provide"} & set(frame.verbs))
        given = [hit for hit in scene.hits if frame.last < hit.first <= last]
        if lets and given and scene.words[min(frame.last + 1, last)].text not in {"to", "by", "in", "when"}:
            return tuple(given)
        if not before and not after:
            after = [hit for hit in scene.hits if frame.last < hit.first <= last and (lets or hit.key != GENERIC)]
        return (*before, *after)
    end = _purpose_start(scene, frame, last)
    found = [hit for hit in scene.hits if frame.last < hit.first <= end]
    outside = [hit for hit in found if not _in_condition(scene, frame, hit)]
    found = outside or found
    if not found:
        found = [hit for hit in scene.hits if first <= hit.first < frame.verb and _is_relative_object(frame, hit)]
    return tuple(found)


def _in_condition(scene: Scene, frame: Frame, hit: Hit) -> bool:
    """Whether the words stand in "when you create an account" and not among what is collected."""
    for at in range(hit.first - 1, frame.last, -1):
        if scene.words[at].text in {",", ";", ":", "("}:
            return False
        if scene.words[at].text in {"when", "if", "whenever", "whether", "once", "while", "unless"}:
            return scene.words[at - 1].text not in {"about", "and"}
    return False


def _passive_start(scene: Scene, frame: Frame, first: int) -> int:
    """Past an opening clause: "When you call, that information may be kept"."""
    opening = verbs.words("subordinators") | {"in", "to", "for", "by", "as", "due", "with"}
    if not scene.words or scene.words[first].text not in opening:
        return first
    for at in range(frame.verb - 1, first, -1):
        if scene.words[at].text == "," and any(at < hit.first < frame.verb for hit in scene.hits):
            return at + 1
    return first


def _is_relative_object(frame: Frame, hit: Hit) -> bool:
    return 0 <= frame.start - hit.last <= 3  # noqa: PLR2004 - "that" and an article may stand between


def _purpose_start(scene: Scene, frame: Frame, last: int) -> int:
    """The last word before a purpose ("to send you", "in order to"), unless a list of data follows it."""
    asks = bool({"ask", "request", "require", "need", "get"} & set(frame.verbs))
    for at in range(frame.last + 2, last):
        if (
            asks
            and scene.words[at].text == "to"
            and scene.words[at - 1].text in {"you", "user", "users", "them", "customers"}
        ):
            continue
        word, after = scene.words[at].text, scene.words[at + 1].text
        if (
            (
                word == "to"
                and after not in {"the", "you", "your", "us", "our", "a", "any"}
                and scene.words[at - 1].text not in {"limited", "related", "relating", "access", "link"}
            )
            or (word == "so" and after == "that")
            or (
                word == "for"
                and "use" in frame.actions
                and after in {"the", "example", "processing", "providing", "marketing"}
                and after != "example"
            )
        ):
            if (
                any(scene.words[index].text in {"including", "include", ":"} for index in range(at, last))
                and "use" not in frame.actions
            ):
                return last
            return at
    return last


def resolved(
    scene: Scene, hits: Sequence[Hit], first: int, last: int, spoken: tuple[Phrase, ...]
) -> tuple[Phrase, ...]:
    """The phrases of a clause; "it" and "this information" take up what was spoken of before, or the inline heading."""
    phrases = tuple(scene.phrase(hit) for hit in hits)
    if any(phrase.key != GENERIC for phrase in phrases):
        return phrases
    start, end = scene.words[first].start, scene.words[last].end
    anaphor = _ANAPHORS.search(scene.normal, start, end)
    if _SUPPORT.search(scene.plain) and (phrases or anaphor):
        spans = [(phrase.start, phrase.end) for phrase in phrases]
        if not spans and anaphor:
            spans = [anaphor.span()]
        return tuple(Phrase("x.user.communication.support_record", scene.text[a:b], a, b) for a, b in spans)
    record = _RECORDED.search(scene.normal, start, end) if _SUPPORT.search(scene.plain) else None
    if record:
        return (
            Phrase("x.user.communication.support_record", scene.text[record.start() : record.end()], *record.span()),
        )
    earlier = spoken or _label_phrases(scene)
    if anaphor is None or not earlier:
        return phrases
    text = scene.text[anaphor.start() : anaphor.end()]
    keys = tuple(dict.fromkeys(phrase.key for phrase in earlier))
    return tuple(Phrase(key, text, anaphor.start(), anaphor.end()) for key in keys)


def _label_phrases(scene: Scene) -> tuple[Phrase, ...]:
    if scene.sentence.label is None:
        return ()
    words = words_of(scene.normal, *scene.sentence.label)
    hits = (hit for hit in mentions_in(words) if hit.key != GENERIC)
    return tuple(Phrase(hit.key, "", words[hit.first].start, words[hit.last].end) for hit in hits)


def has_anaphor(scene: Scene) -> bool:
    return bool(_ANAPHORS.search(scene.plain))
