"""A statement put together from a frame and what belongs to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scanner.model import Action, Phrase, Statement
from scanner.policy.context import condition_in, subject_in
from scanner.policy.frames import Frame
from scanner.policy.phrasebook import phrasebook
from scanner.policy.regions import NOWHERE, Places
from scanner.policy.scene import GENERIC, Scene
from scanner.policy.words import words_of

# What others do with data that the company lets them have: for the company it is sharing.
_LOOKING = frozenset({"access", "view", "see", "receive", "read", "obtain", "get"})


@dataclass(frozen=True, slots=True)
class Content:
    """What belongs to one frame: its data, whom and where it reaches, for how long, and the clause it stands in."""

    clause: str
    phrases: tuple[Phrase, ...] = ()
    recipients: tuple[Phrase, ...] = ()
    places: Places = NOWHERE
    period: str | None = None


def build(scene: Scene, frame: Frame, action: str, content: Content) -> Statement:
    """The statement that a frame makes, without its id."""
    recipients, places = content.recipients, content.places
    said = scene.plain
    subject = subject_in(said)
    if frame.actor == "third_party" and set(frame.verbs) & _LOOKING and recipients:
        action = "share"
    if frame.only and places.regions:
        places = replace(places, closed=True)
    action, negative = _settled(frame, action, said, places, recipients)
    reaches = action in {"share", "transfer", "store"} or frame.actor == "third_party" or frame.verbs == ("use",)
    keyed = tuple(
        replace(phrase, key="user.childrens") if subject == "child" and phrase.key == GENERIC else phrase
        for phrase in content.phrases
    )
    if not negative:
        # "Data such as your name" names the name; the bare word adds nothing.
        keyed = tuple(phrase for phrase in keyed if phrase.text.lower() not in {"data", "information"}) or keyed
    return Statement(
        id="",
        action=Action(action),
        polarity="negative" if negative else "positive",
        actor=_actor(frame, action, recipients),
        categories=keyed,
        evidence=(scene.quote, scene.lead) if scene.lead and negative else (scene.quote,),
        subject=subject,
        purposes=_purposes(scene, frame, content.clause),
        recipients=recipients if reaches else (),
        regions=places.regions,
        region_list_closed=places.closed,
        period=content.period if action in {"retain", "erase", "store"} else None,
        condition=condition_in(said, scene.text[scene.sentence.start : scene.sentence.end])
        or _bound(scene, frame, action),
        modality=frame.modality,
        generic=all(phrase.key in {GENERIC, "user.childrens"} for phrase in keyed),
    )


_ONLY = re.compile(r"\b(?:only|solely|exclusively|for no other (?:purpose|reason)|nothing else)\b")


def _bound(scene: Scene, frame: Frame, action: str) -> str | None:
    """The word "only" where a use is bound to its purposes: "we use your number only to send codes"."""
    start = scene.words[frame.start].start if frame.start < len(scene.words) else scene.sentence.start
    bound = action == "use" and (frame.only or _ONLY.search(scene.normal, start, scene.sentence.end))
    return "only" if bound else None


def _settled(  # noqa: PLR0911 - one line a case
    frame: Frame, action: str, said: str, places: Places, recipients: Sequence[Phrase]
) -> tuple[str, bool]:
    """What a verb comes to: keeping for a time is retention, moving to a country a transfer; and its polarity."""
    negative = frame.negative
    if negative and action == "collect" and set(frame.verbs) <= {"record", "log", "note", "remember"}:
        return "store", True
    if action == "erase" and negative:
        return "retain", False
    beyond = re.search(r"\b(?:longer than|beyond|for more than|past|any longer)\b", said)
    if frame.actor == "third_party" and places.regions and action in {"use", "store", "retain", "collect", "share"}:
        return "transfer", negative
    if action in {"store", "retain"} and (
        beyond
        or re.search(r"\bas long as\b|\bfor (?:up to )?(?:a |an |at least )?(?:\d|\w+ (?:day|month|year)s?\b)", said)
    ):
        return "retain", negative and not beyond
    if (
        action == "share"
        and not recipients
        and places.closed is not None
        and ("transfer" in frame.verbs or "transmit" in frame.verbs or "send" in frame.verbs)
    ):
        return "transfer", negative
    if (
        frame.only
        and action == "share"
        and re.search(
            r"\bonly\b.{0,80}\b(?:in response to|if|when|where|with your|as required|in the following)\b",
            said,
        )
    ):
        return action, True
    return action, negative


def _actor(frame: Frame, action: str, recipients: Sequence[Phrase]) -> str:
    if frame.actor == "third_party":
        return "first_party" if action == "share" else "third_party"
    stays_there = frame.passive and action == "store" and recipients and frame.actor == "unknown"
    return "third_party" if stays_there else "first_party"


def _purposes(scene: Scene, frame: Frame, clause: str) -> tuple[str, ...]:
    mains = [other for other in scene.frames if other.is_main and not other.purpose]
    if frame.negative and "share" in frame.actions:
        clause = scene.plain
    words = scene.words if len(mains) <= 1 else words_of(scene.normal, *_span(scene, clause, frame))
    found = {hit.key for hit in phrasebook("purposes").find(words)}
    return tuple(sorted(found))


def _span(scene: Scene, clause: str, frame: Frame) -> tuple[int, int]:
    start = scene.words[frame.last].end
    return start, min(scene.sentence.end, max(start, scene.words[frame.verb].start + len(clause)))
