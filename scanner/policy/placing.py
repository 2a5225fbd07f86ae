"""Where data is, told without a verb of data handling: "our servers are in Norway", "your data never leaves Canada"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scanner.model import Statement
from scanner.policy.building import Content, build
from scanner.policy.frames import Frame
from scanner.policy.regions import places_in
from scanner.policy.scene import Scene

_STANDS = re.compile(
    r"\b(?:our|the|all|these|both|its|my) (?:[\w-]+ ){0,3}(?:servers?|data ?cent(?:er|re)s?|databases?|backups?|machines|infrastructure|cloud|systems|recordings|logs|copies)\b"
    r"[^.;]{0,40}?\b(?:is|are|stands?|sits?|runs?|lives?|remains?|stays?|located|situated) (?:\w+ly |only |all |both )?(?:in|within|inside)\b"
)
_STAYS = re.compile(
    r"\b(?:data|information|it|they|everything|recordings|logs|files|messages)\b[^.;]{0,30}\b(?P<end>(?:never|not|do(?:es)? not|will not) leaves?|(?:stays?|remains?|lives?) (?:\w+ly |only )?(?:in|within|inside))\b"
)


def of_places(scene: Scene, made: Sequence[Statement]) -> Iterator[Statement]:
    """Storage in the countries that such a sentence names; none where a statement has them already."""
    found = _STANDS.search(scene.plain) or _STAYS.search(scene.plain)
    if found is None or any(one.regions for one in made):
        return
    leaves = found[0].endswith(("leave", "leaves"))
    start = scene.sentence.start + (found.end() - 3 if not leaves else found.end())
    normal = scene.normal[start : scene.sentence.end].replace("\n", " ")
    text = scene.text[start : scene.sentence.end]
    # "Leaves" leads to its country without a preposition.
    lead = " in " if leaves else ""
    places = places_in(lead + normal.lstrip(), lead + text.lstrip())
    places = replace(places, closed=True) if leaves else places
    if not places.regions:
        return
    base = Frame(actions=("store",), verbs=(), start=0, verb=0, last=0, actor="first_party")
    phrases = tuple(scene.phrase(hit) for hit in scene.hits if scene.words[hit.last].end <= start)
    yield build(scene, base, "store", Content(scene.plain, phrases, places=places))
