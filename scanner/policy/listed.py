"""List items that tell who gets data: "Acme takes payments and receives your name", under a lead such as "We use:"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from scanner.model import Phrase, Statement
from scanner.policy import verbs
from scanner.policy.building import Content, build
from scanner.policy.context import says_nothing
from scanner.policy.frames import Frame
from scanner.policy.phrasebook import phrasebook
from scanner.policy.recipients import classes_in, opening_name
from scanner.policy.scene import GENERIC, Scene

_NAMES = re.compile(
    r"\b(?:recipients?|third part(?:y|ies)|providers?|(?:sub-?)?processors?|partners?|compan(?:y|ies)|vendors?|suppliers?|contractors?|firms|tools|organi[sz]ations)\b"
)
_TOPIC = re.compile(
    _NAMES.pattern
    + r"|\b(?:who (?:gets|receives|sees|has access)|receiv|shar(?:e|ed|ing)|disclos|goes to|passed? (?:on )?to)"
)
_CASES = re.compile(
    r"\b(?:situations?|circumstances?|cases?|ways|purposes?|reasons?|when|if|conditions?|instances|events?|to)\b\W*$|\b(?:situations?|circumstances|purposes|reasons|instances)\b"
)
_OPENING = 6  # words in which an item names its recipient
_READERS = frozenset({"other_users", "the_public", "call_counterparty", "employees"})
_VERBLIKE = re.compile(r"[a-z]{3,}s\b|[:(\u2013\u2014,|-]|(?:is|are|for|to|may|can|will)\b")
_PLAIN = re.compile(r"\b(?:does not|do not|never|no longer|cannot|will not)\b")
_OPTS_OUT = re.compile(r"\byou (?:can|may|should)\b|\bopt[ -]?out\b|^\s*(?:if|when|where|in case|to|as|for|with your) ")


def of_recipient_item(scene: Scene, lead: Scene | None) -> Iterator[Statement]:
    """The share that an item tells of which opens with whom it names, where its lead or heading speaks of recipients."""
    about = bool(lead and _TOPIC.search(lead.plain))
    if not scene.sentence.is_item or not (about or _TOPIC.search(scene.sentence.section)):
        return
    if _PLAIN.search(scene.plain) or _OPTS_OUT.search(scene.plain) or says_nothing(scene.plain):
        return
    denied = lead is not None and any(frame.negative for frame in lead.frames if frame.is_main)
    includes = any(frame.actions == ("includes",) for frame in scene.frames)
    recipients = () if denied or includes or _shares(scene) else _opening(scene, lead)
    if recipients:
        yield _share(scene, lead, recipients)


def _shares(scene: Scene) -> bool:
    """Whether the item tells of sharing with a verb of its own: "Buyers: we may pass your data to an acquirer"."""
    return any(
        {"share", "transfer"} & set(frame.actions) and frame.actor != "third_party" and frame.is_main
        for frame in scene.frames
        if not {"give", "grant", "provide", "offer"} & set(frame.verbs) or frame.actor == "first_party"
    )


def _share(scene: Scene, lead: Scene | None, recipients: tuple[Phrase, ...]) -> Statement:
    told = tuple(
        scene.phrase(hit)
        for hit in scene.hits
        if not any(
            one.start < scene.words[hit.last].end and scene.words[hit.first].start < one.end for one in recipients
        )
    )
    specific = tuple(phrase for phrase in _received(scene, told) if phrase.key != GENERIC)
    above = tuple(lead.phrase(hit) for hit in lead.hits) if lead else ()
    base = Frame(actions=("share",), verbs=(), start=0, verb=0, last=0, actor="first_party")
    made = build(scene, base, "share", Content(scene.plain, specific or told or above, recipients))
    purposes = tuple(sorted({hit.key for hit in phrasebook("purposes").find(scene.words)}))
    return replace(made, purposes=purposes)


def _received(scene: Scene, told: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """The data after "receives", where an item says so; what stands before it is what the company does."""
    gets = re.search(
        r"\b(?:receives?|gets?|(?:is|are) (?:given|sent|passed)|obtains?|has access to|have access to)\b", scene.plain
    )
    if gets is None:
        return told
    start = scene.sentence.start + gets.end()
    return tuple(phrase for phrase in told if phrase.start >= start) or told


def _opening(scene: Scene, lead: Scene | None) -> tuple[Phrase, ...]:
    """Whom an item names at its start: known vendors, classes, or under a lead on recipients any capitalised name."""
    words = scene.words
    bound = words[min(_OPENING, len(words)) - 1].end if words else 0
    vendors = tuple(
        Phrase(name.key, scene.text[name.start : name.end], name.start, name.end)
        for name in scene.companies
        if name.start < bound and not _is_data_before(scene, name.start)
    )
    opens = [vendor for vendor in vendors if not scene.text[scene.sentence.start : vendor.start].strip(' "*_(\u201c[')]
    if vendors and (opens or lead):
        return vendors
    classes = tuple(phrase for phrase in classes_in(words, scene.text, scene.normal) if phrase.key not in _READERS)
    if classes and classes[0].start < bound and not _is_data_before(scene, classes[0].start):
        verb = next((frame.verb for frame in scene.frames if frame.is_main), len(words))
        return tuple(phrase for phrase in classes if verb >= len(words) or phrase.start < words[verb].start)
    listing = bool(lead and _NAMES.search(lead.plain) and not _CASES.search(lead.plain))
    return _stranger(scene) if listing else ()


def _is_data_before(scene: Scene, start: int) -> bool:
    return any(scene.words[hit.last].end <= start for hit in scene.hits)


_TITLES = re.compile(
    r"(?:business|consent|legal|legitimate|compliance|prior|hence|through|with|other|vital|network|advertising|analytics|marketing|security|payments?|hosting|support"
    r"|law|public|protection|mergers?|sales?|corporate|service|social|affiliates?|aggregated?|as|from|to|when|if|where|and|also|such|some|each|every)\b"
)


def _is_titled(scene: Scene) -> bool:
    """Whether an item opens with the title of a case or purpose: "Business transfers: …"."""
    return bool(_TITLES.match(scene.plain.lstrip(' *_"(')))


def _stranger(scene: Scene) -> tuple[Phrase, ...]:
    """A company that nobody knows, by its capitals: "Quarrel & Sons prints our labels"."""
    if _is_titled(scene):
        return ()
    named = opening_name(scene.text, scene.sentence.start, scene.sentence.end, scene.own)
    if named is None or any(scene.words[hit.first].start < named.end for hit in scene.hits):
        return ()
    after = scene.normal[named.end : scene.sentence.end].lstrip()
    opening = phrasebook("purposes").find(scene.words[:_OPENING])
    first = scene.words[0].text if scene.words else ""
    if not _VERBLIKE.match(after) or (opening and opening[0].first == 0) or verbs.form_of(first):
        return ()
    return (Phrase(named.key, scene.text[named.start : named.end], named.start, named.end),)
