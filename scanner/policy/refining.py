"""Classes of recipients told by what they do: "companies that host our servers" are hosting suppliers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from scanner.model import Phrase

# Classes whose name says nothing of what their members do.
_BROAD = frozenset(
    {"service_providers", "contractors", "business_partners", "partners", "third_parties", "consultants"}
)
_NOUN = (
    r"\b(?:(?:third[ -]part(?:y|ies)|external|outside|other|selected|trusted|specialised|specialized|carefully chosen) )?"
    r"(?:(?:third[ -]party )?service providers?|providers?|compan(?:y|ies)|firms?|vendors?|suppliers?|partners?|(?:sub-?)?processors?|(?:sub-?)?contractors?"
    r"|business(?:es)?|agenc(?:y|ies)|third parties|specialists?|organi[sz]ations?|agents?|operators?)"
)
_DOING = re.compile(
    f"({_NOUN})"
    r"(?: \([^()]{0,40}\))?,? (?:that|which|who|whom|to|for|of|helping us|assisting us|we use|used) ([^.;:]{3,140})"
)
# What companies get is not what they do.
_GETS = re.compile(
    r"\b(?:receives?|gets?|(?:are|is) given|obtains?|ha(?:ve|s) access|(?:can|may) (?:see|read|access|view)|with your|your (?=name|address))\b"
)
_TAKEN_OVER = re.compile(r"\b(?:acquir|buy|purchas|merge|take over)")


def refined(phrases: Sequence[Phrase], text: str, normal: str, start: int, end: int) -> tuple[Phrase, ...]:
    """The classes of a stretch of text, the broad ones replaced by what is told of their work, and unnamed ones added."""
    doing = tuple(_doing(text, normal, start, end))
    spans = {(phrase.start, phrase.end) for phrase in doing}
    kept = [
        phrase
        for phrase in phrases
        if not any(begin < phrase.end and phrase.start < stop and phrase.key in _BROAD for begin, stop in spans)
    ]
    added = [phrase for phrase in doing if not any(one.start < phrase.end and phrase.start < one.end for one in kept)]
    return tuple(sorted((*kept, *added), key=lambda phrase: (phrase.start, phrase.key)))


def _doing(text: str, normal: str, start: int, end: int) -> Iterator[Phrase]:
    """The classes that words such as "companies that host our servers" name, each once for a noun."""
    flat = normal[start:end].replace("\n", " ")
    for found in _DOING.finditer(flat):
        work = found[2]
        gets = _GETS.search(work)
        work = work[: gets.start()] if gets else work
        if _TAKEN_OVER.search(work):
            continue
        begin, stop = start + found.start(1), start + found.end(1)
        for key in _classes(work):
            yield Phrase(key, text[begin:stop], begin, stop)


def _classes(work: str) -> Iterator[str]:
    for key, patterns in _cues():
        if any(pattern.search(work) for pattern in patterns):
            yield key


@cache
def _cues() -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    table = tomllib.loads(files("scanner.policy").joinpath("tables", "doing.toml").read_text("utf-8"))
    return tuple((key, tuple(map(re.compile, entry["cues"]))) for key, entry in table.items())
