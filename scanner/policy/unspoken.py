"""Statements that no verb frame of their own sentence carries: list items, descriptions, tools by name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scanner.model import Action, Phrase, Statement
from scanner.policy.building import Content, build
from scanner.policy.context import condition_in, says_nothing
from scanner.policy.frames import Frame
from scanner.policy.periods import period_in
from scanner.policy.phrasebook import phrasebook
from scanner.policy.reach import TOOLS, engaged, listed_recipients
from scanner.policy.regions import NOWHERE, places_in
from scanner.policy.scene import GENERIC, Scene

_SECTIONS = (
    (Action.COLLECT, re.compile(r"\b(?:collect|gather|obtain|receive|acquire|you (?:give|provide|send))|what (?:personal )?(?:data|information)|types of (?:data|information)|categories of (?:personal )?(?:data|information)|\b(?:personal|usage|log|device|tracking|location) (?:data|information)$|information from")),
    (Action.SHARE, re.compile(r"\b(?:shar|disclos|third.part|recipient|service providers|sub.?processor|who (?:has|have|sees|gets)|processors)")),
    (Action.RETAIN, re.compile(r"\b(?:retention|how long|retain|keep your)")),
)  # fmt: skip
COMPLETES = re.compile(r"\b(?:to|can|may|will|not|never|must|should)\W*$")
_EXCEPTS = re.compile(r"\b(?:except|unless|other than|save|with the exception)\b")


def of_item(scene: Scene, lead: Scene | None) -> Iterator[Statement]:
    """What a list item says with the verb of the sentence it hangs on, or of its section."""
    if not scene.sentence.is_item and "|" not in scene.text[scene.sentence.start : scene.sentence.end]:
        return
    frame = lead_frame(lead) if lead else None
    if lead and frame is None and says_nothing(lead.plain):
        return
    action = frame.actions[0] if frame else section_action(scene, lead)
    if action is None or action in {"reader", "includes"}:
        return
    phrases = tuple(scene.phrase(hit) for hit in scene.hits if frame or hit.key != GENERIC)
    recipients = (
        listed_recipients(scene, companies_only=action == "use") if action in {"share", "transfer", "use"} else ()
    )
    inherited = tuple(lead.phrase(hit) for hit in lead.hits) if lead and action != "collect" and not phrases else ()
    if not phrases and not recipients and not (frame and action != "collect" and inherited):
        return
    base = frame or Frame(actions=(action,), verbs=(), start=0, verb=0, last=0, actor="first_party")
    if frame and lead and frame.negative and _EXCEPTS.search(lead.plain):
        base = replace(frame, negative=False, modality="may")
    places = (
        places_in(scene.plain, scene.text[scene.sentence.start : scene.sentence.end])
        if action in {"store", "transfer"}
        else NOWHERE
    )
    made = build(
        scene,
        base,
        action,
        Content(scene.plain, phrases or inherited, recipients, places, period_in(scene.plain)),
    )
    purposes = tuple(sorted({hit.key for hit in phrasebook("purposes").find(scene.words)}))
    yield replace(made, purposes=purposes, evidence=(scene.quote,), condition=made.condition or _condition(lead))


def _condition(lead: Scene | None) -> str | None:
    """The condition under which a whole list stands: "If you register, we collect:"."""
    return condition_in(lead.plain, lead.quote.quote) if lead else None


def lead_frame(lead: Scene) -> Frame | None:
    usable = [frame for frame in lead.frames if "reader" not in frame.actions and not frame.subordinate]
    main = [frame for frame in usable if not frame.relative and frame.actions != ("includes",) and not frame.purpose]
    relative = [replace(frame, relative=False) for frame in usable if frame.relative and frame.actions != ("includes",)]
    found = main or relative
    described = any(frame.actions == ("includes",) for frame in lead.frames) and bool(lead.hits)
    if not found and described:
        return Frame(actions=("collect",), verbs=(), start=0, verb=0, last=0, actor="first_party")
    return found[-1] if found else None


def section_action(scene: Scene, lead: Scene | None) -> str | None:
    for place in ([lead.plain] if lead else []) + [scene.sentence.section]:
        for action, pattern in _SECTIONS:
            if pattern.search(place):
                return action.value
    return None


_TELLS = re.compile(
    r"\b(?:may |can |will |also |then )*(?:tells?|shows?|conveys?|reveals?|reports?|lets?) (?:\w+ ){0,2}?(?:us|to us)\b(?! (?:know )?if\b)"
)


def of_telling(scene: Scene) -> Iterator[Statement]:
    """Data that tells the company something: "the device identifier tells us how you use the app"."""
    found = _TELLS.search(scene.normal, scene.sentence.start, scene.sentence.end)
    you = any(word.text in {"you", "please"} for word in scene.words if found and word.end <= found.start())
    hits = [hit for hit in scene.hits if hit.key not in {GENERIC, "user.account"}]
    if found is None or you or not hits or scene.words[hits[0].last].end > found.start():
        return
    base = Frame(actions=("collect",), verbs=(), start=0, verb=0, last=0, actor="first_party")
    yield build(scene, base, "collect", Content(scene.plain, tuple(scene.phrase(hit) for hit in hits)))


_OPENING = 8  # words in which a description names its data


def of_description(scene: Scene) -> Iterator[Statement]:
    """Descriptions of what is collected: "the information we collect includes your name"."""
    verb = next((frame for frame in scene.frames if frame.actions == ("includes",) and not frame.subordinate), None)
    told = next((frame for frame in scene.frames if frame.relative and frame.actions[0] == "collect"), None)
    specific = [hit for hit in scene.hits if hit.key != GENERIC]
    opens = bool(scene.hits) and scene.hits[0].first <= _OPENING
    if not specific or (verb is None and told is None) or not opens:
        return
    collects = section_action(scene, None) == "collect" or told is not None
    if verb is not None and (verb.negative or not (collects or scene.hits[0].key != GENERIC)):
        return
    base = told or verb
    assert base is not None
    action = told.actions[0] if told else "collect"
    frame = replace(base, relative=False, passive=False, modality=verb.modality if verb else base.modality)
    yield build(
        scene,
        frame,
        action,
        Content(scene.plain, tuple(scene.phrase(hit) for hit in specific)),
    )


def of_companies(scene: Scene, lead: Scene | None, made: Sequence[Statement]) -> Iterator[Statement]:
    """A sharing statement for companies that a sentence names as its tools: "we use Google Analytics"."""
    shared = {phrase.key for statement in made for phrase in statement.recipients}
    left = [*(name for name in scene.companies if name.cued and name.key not in shared), *engaged(scene, shared)]
    topic = re.search(
        r"third.part|provider|processor|partner|analytic|advertis|hosting|payment|recipient|service",
        f"{scene.sentence.section} {scene.plain} {lead.plain if lead else ''}",
    )
    acts = [frame for frame in scene.frames if frame.actor != "user" and not frame.subordinate]
    if (
        not left
        or not (acts or any(name.key in TOOLS for name in left) or scene.sentence.is_item or "|" in scene.plain)
        or not topic
    ):
        return
    negative = any(frame.negative for frame in acts if frame.is_main)
    recipients = tuple(Phrase(name.key, scene.text[name.start : name.end], name.start, name.end) for name in left)
    known = next(
        (statement for statement in made if statement.action is not Action.SHARE and not statement.generic), None
    )
    base = Frame(actions=("share",), verbs=(), start=0, verb=0, last=0, actor="first_party", negative=negative)
    yield build(scene, base, "share", Content(scene.plain, known.categories if known else (), recipients))
