"""Whom and where a frame's data reaches: recipients and places of one clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scanner.model import Phrase
from scanner.policy import verbs
from scanner.policy.frames import Frame
from scanner.policy.phrasebook import phrasebook
from scanner.policy.recipients import Named, classes_in
from scanner.policy.regions import NOWHERE, Places, places_in
from scanner.policy.scene import Scene
from scanner.policy.words import Word

_TOWARDS = re.compile(r"\b(?:with|to|among|amongst|between|by|via|through|where|upon)\b")
_AT = re.compile(r"\b(?:in|at|with|by|on)\b[^;]{0,80}$")
_ENGAGES = re.compile(
    r"\b(?:we|i|us|company|app|site|website|service)\b[^.;,]{0,40}\b(?:(?:contract|work|partner|cooperate|collaborate)(?:s|ed|ing)? with|use|uses|employ|employs|engage|engages|hire|rely on|relies on|appoint|utilize|utilise)"
    r" (?:\w+ ){0,2}$"
)
TOOLS = frozenset(
    {
        "service_providers",
        "payment_processors",
        "advertising_partners",
        "marketing_partners",
        "analytics_providers",
        "hosting_suppliers",
        "communication_providers",
        "support_providers",
        "delivery_companies",
        "consultants",
        "partners",
        "business_partners",
        "third_parties",
        "credit_agencies",
        "email_providers",
        "sms_providers",
        "marketing_providers",
        "crm_providers",
        "error_tracking_providers",
        "monitoring_providers",
        "identity_providers",
        "security_providers",
        "survey_providers",
        "ai_providers",
        "map_providers",
    }
)


def recipients_of(scene: Scene, frame: Frame, first: int, last: int) -> tuple[Phrase, ...]:
    """Whom the data reaches: named after the verb, or the subject where others act."""
    after = scene.words[frame.last + 1 : last + 1]
    classes = classes_in(after, scene.text, scene.normal)
    start, end = scene.words[frame.last].end, scene.words[last].end
    companies = [name for name in scene.companies if name.cued and start <= name.start < end]
    if frame.actor == "third_party":
        agents = _agents(scene, frame) if not frame.passive else after
        classes = classes_in(agents, scene.text, scene.normal)
        companies = [name for name in scene.companies if scene.words[first].start <= name.start < end]
        if {"give", "grant", "provide"} & set(frame.verbs) and frame.passive:
            return ()
        if not classes and not companies:
            earlier = [name for name in scene.companies if name.start < scene.words[frame.verb].start]
            companies = earlier[-1:]
    elif "store" in frame.actions and frame.passive and "share" not in frame.actions:
        classes = tuple(phrase for phrase in classes if _is_at(scene, frame, phrase))
    elif {"share", "transfer"} & set(frame.actions):
        given_to = (
            scene.words[first : frame.verb]
            if frame.passive and {"give", "grant", "provide"} & set(frame.verbs) and not classes
            else ()
        )
        classes = (
            classes_in(given_to, scene.text, scene.normal)
            if given_to
            else tuple(phrase for phrase in classes if _is_towards(scene, frame, phrase))
        )
    elif set(frame.verbs) & {"use"}:
        classes = ()
    else:
        classes, companies = (), []
    vendors = tuple(Phrase(name.key, scene.text[name.start : name.end], name.start, name.end) for name in companies)
    covered = {at for phrase in vendors for at in range(phrase.start, phrase.end)}
    return tuple(
        sorted(
            (*vendors, *(phrase for phrase in classes if phrase.start not in covered)), key=lambda phrase: phrase.start
        )
    )


def _agents(scene: Scene, frame: Frame) -> Sequence[Word]:
    """The words of the subject: back to the comma or "that" before it."""
    start = max(0, frame.verb - 12)
    stops = [at for at in range(start, max(start, frame.subject - 1)) if _opens_clause(scene, at)]
    return scene.words[stops[-1] + 1 if stops else start : frame.verb]


def _opens_clause(scene: Scene, at: int) -> bool:
    word, before = scene.words[at].text, scene.words[max(0, at - 1)].text
    return word in {",", ";", ":"} or (word == "that" and before not in verbs.words("third_person"))


def _is_towards(scene: Scene, frame: Frame, phrase: Phrase) -> bool:
    """Whether "with" or "to" leads from the verb to the recipient, and not the recipient's own words."""
    between = scene.normal[scene.words[frame.last].end : phrase.start]
    if phrase.key in {"acquirer_successor", "law_enforcement_government"}:
        return True
    return bool(_TOWARDS.search(between)) or phrase.text.lower().startswith("with")


def _is_at(scene: Scene, frame: Frame, phrase: Phrase) -> bool:
    return bool(_AT.search(scene.normal[scene.words[frame.last].end : phrase.start]))


def places_of(scene: Scene, frame: Frame, first: int, last: int) -> Places:
    moved = {"transfer", "transmit", "send", "process", "access", "move"} & set(frame.verbs)
    if not ({"store", "transfer", "retain"} & set(frame.actions) or moved):
        return NOWHERE
    start, end = scene.words[frame.last].end, scene.words[last].end
    if set(frame.verbs) & {"locate", "host", "house"} or any(
        word.text in {"primarily", "mainly", "mostly"} for word in scene.words[first : frame.verb]
    ):
        start = scene.words[first].start
    text = scene.text[start:end]
    return places_in(scene.normal[start:end].replace("\n", " "), text)


def listed_recipients(scene: Scene, *, companies_only: bool) -> tuple[Phrase, ...]:
    """The recipients of a list item; where it opens with a purpose, its nouns are none."""
    vendors = tuple(
        Phrase(name.key, scene.text[name.start : name.end], name.start, name.end)
        for name in scene.companies
        if name.cued
    )
    opening = phrasebook("purposes").find(scene.words[:6])
    if companies_only or (opening and opening[0].first <= 1):
        return vendors
    return vendors + tuple(
        phrase
        for phrase in classes_in(scene.words, scene.text, scene.normal)
        if not any(v.start <= phrase.start < v.end for v in vendors)
    )


def engaged(scene: Scene, shared: set[str]) -> Iterator[Named]:
    """Classes of companies that work for this one: "we employ service providers"."""
    for phrase in classes_in(scene.words, scene.text, scene.normal):
        before = scene.normal[scene.sentence.start : phrase.start].replace("\n", " ")
        if phrase.key in TOOLS and phrase.key not in shared and _ENGAGES.search(before):
            yield Named(phrase.key, phrase.start, phrase.end, cued=True)
