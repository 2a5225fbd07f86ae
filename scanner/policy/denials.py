"""Denials that no verb of data handling carries: "your card number never reaches our servers", "free of names"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scanner.model import Action, Statement
from scanner.policy.building import Content, build
from scanner.policy.frames import Frame
from scanner.policy.regions import NOWHERE, Places
from scanner.policy.scene import Scene

_OURS = r"(?:our|my|the|any|all|these|those|its|these)"
_PLACE = r"(?:\w+[ -]){0,3}(?:logs?|log ?files?|databases?|servers?|systems?|records?|reports?|backups?|files|tables|analytics|statistics|infrastructure|telemetry|traces|disks?|storage|cookies|exports?)"
_DEVICE = r"(?:your|the user's|the|their|each user's) (?:own )?(?:device|phone|browser|computer|handset|tablet|machine|local device)s?"


@dataclass(frozen=True, slots=True)
class _Idiom:
    """A wording and on which side of it the data stands: before, after, or inside its first group."""

    action: Action
    pattern: re.Pattern[str]
    side: str


_IDIOMS = (
    _Idiom(Action.STORE, re.compile(r"\b(?:never|not|no longer) (?:reach(?:es)?|touch(?:es)?|pass(?:es)? through|enters?|hits?|ends? up (?:in|on)|lands? (?:in|on)|appears? in|makes? (?:its|their) way into|(?:gets? )?written (?:in)?to|arrives? (?:at|on)|shows? up in|finds? (?:its|their) way into) (?:our|my|the|any) (?:own )?" + _PLACE + r"\b"), "before"),
    _Idiom(Action.COLLECT, re.compile(r"\b(?:never|not) leaves? (?:your|the) (?:device|phone|browser|computer)\b"), "before"),
    _Idiom(Action.TRANSFER, re.compile(r"\bno transfer of\b.{0,80}\bwill (?:take place|be made|occur)\b"), "inside"),
    _Idiom(Action.STORE, re.compile(r"\b(?:keep|keeps|kept|leave|leaves|left|strip|strips|stripped|exclude|excludes|excluded|omit|omits|omitted|withhold|hold|removes?|removed|mask|filter|filters|filtered|scrub|scrubs|scrubbed)\b([^.;:]{3,120}?)\b(?:out of|from|off) " + _OURS + " " + _PLACE + r"\b"), "inside"),
    _Idiom(Action.STORE, re.compile(r"\b(?:is|are|be) (?:always |also )?(?:kept|left|stripped|excluded|omitted|withheld|removed|filtered|scrubbed) (?:out of|from|off) " + _OURS + " " + _PLACE + r"(?= ?(?:[.;,]|before|at|and|$))"), "before"),
    _Idiom(Action.STORE, re.compile(r"\b" + _PLACE + r"\b[^.;:]{0,30}\b(?:(?:is|are|remains?|stays?) (?:kept |always )?free (?:of|from)|(?:contain|contains|hold|holds|carry|carries|include|includes|have) (?:no|none of)|(?:do|does) not (?:contain|hold|carry|include)|never (?:contain|contains|hold|holds|carry|carries|include|includes)|(?:is|are) without)\b"), "after"),
    _Idiom(Action.STORE, re.compile(r"\bwithout (?:\w+ly |ever |first )?(?:recording|logging|noting|storing|saving|keeping|retaining|writing down|holding on to|writing)\b"), "after"),
    _Idiom(Action.STORE, re.compile(r"\b(?:refrains?|refraining|abstains?|desists?|stay away|steer clear|stops? short) (?:from|of) (?:\w+ly )?(?:storing|saving|keeping|recording|logging|retaining|holding|writing)\b"), "after"),
    _Idiom(Action.STORE, re.compile(r"\b(?:avoid|avoids|avoiding) (?:\w+ly )?(?:storing|saving|keeping|recording|logging|retaining|holding|writing)\b"), "after"),
    _Idiom(Action.COLLECT, re.compile(r"\b(?:refrains?|abstains?|desists?) from (?:\w+ly )?(?:collecting|gathering|asking for|requesting|tracking|reading)\b"), "after"),
    _Idiom(Action.SHARE, re.compile(r"\b(?:refrains?|abstains?|desists?) from (?:\w+ly )?(?:sharing|selling|disclosing|renting|passing on|giving away)\b"), "after"),
    _Idiom(Action.STORE, re.compile(r"\b(?:stays?|remains?|lives?|resides?|(?:is|are) (?:kept|stored|held|saved) (?:only|solely|exclusively|locally)) (?:only |solely |exclusively |locally |entirely )?(?:on|in|inside) " + _DEVICE + r"\b"), "before"),
    _Idiom(Action.STORE, re.compile(r"\bno (?:trace|copy|copies|record|records)s? of\b([^.;:]{3,90}?)\b(?:is|are|stays?|remains?) (?:left|kept|stored|held|made|retained|written|saved|on|in)\b"), "inside"),
)  # fmt: skip
_EXCUSED = re.compile(
    r"\b(?:cannot|can not|unable to|may be unable|would) \w* ?(?:provide|guarantee|operate)\b|\bcookies? (?:is|are|can|may)\b|\b(?:must|should) be kept out\b"
)


def of_idioms(scene: Scene) -> Iterator[Statement]:
    """The first denial of each wording that the sentence holds."""
    if _EXCUSED.search(scene.plain):
        return
    for idiom in _IDIOMS:
        found = idiom.pattern.search(scene.normal, scene.sentence.start, scene.sentence.end)
        if found:
            made = _denied(scene, idiom, found)
            if made:
                yield made
                return


def _denied(scene: Scene, idiom: _Idiom, found: re.Match[str]) -> Statement | None:
    first, last = _bounds(scene, idiom, found)
    hits = [hit for hit in scene.hits if first <= scene.words[hit.first].start and scene.words[hit.last].end <= last]
    phrases = tuple(scene.phrase(hit) for hit in hits)
    if idiom.side == "before" or not phrases:
        phrases = phrases[-4:]
    if not phrases:
        return None
    base = Frame(actions=(idiom.action.value,), verbs=(), start=0, verb=0, last=0, actor="first_party", negative=True)
    anywhere = Places((), closed=False) if idiom.action is Action.TRANSFER else NOWHERE
    return build(scene, base, idiom.action.value, Content(scene.plain, phrases, places=anywhere))


def _bounds(scene: Scene, idiom: _Idiom, found: re.Match[str]) -> tuple[int, int]:
    """From where to where the data of an idiom stands: within its own clause."""
    if idiom.side == "before":
        return max(scene.sentence.start, scene.normal.rfind(";", scene.sentence.start, found.start())), found.start()
    if idiom.side == "inside":
        return found.span(1) if found.re.groups else found.span()
    ends = (
        scene.normal.find(mark, found.end(), scene.sentence.end) for mark in (";", ", but", ", and we", ":", " but ")
    )
    return found.end(), min((end for end in ends if end >= 0), default=scene.sentence.end)
