"""Recipients that a sentence names: known vendors, classes such as payment processors, and unknown companies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scanner.model import Phrase
from scanner.policy.phrasebook import phrasebook
from scanner.policy.refining import refined
from scanner.policy.words import Word
from scanner.vendors.catalogue import by_name

_NAME = re.compile(r"[A-Z][\w&.'\u2019\-]*(?:[ ](?:& )?(?:[A-Z0-9][\w&.'\u2019\-]*|for(?= [A-Z])|by(?= [A-Z])))*")
_CUE = re.compile(
    r"\b(?:with|to|by|via|through|using|uses?|used|including|includes?|include|such as|like|providers?|services?|partners?|processors?|"
    r"company|companies|tools?|platforms?|sdks?|apis?|powered|hosted|like|is|are|called|named|and|or)\b[\s:(\"“]*(?:[\w ]{0,25}[\s(,:]+)?$|[,:(/]\s*$|^\W*$"
)
_NOT_A_RECIPIENT = re.compile(
    r"\b(?:from|your|log(?:ging)? in (?:with|through|via)|sign(?:ing)? (?:in|up) (?:with|through|via)|on|under|like us on|follow us on|connect(?:ing)? (?:with|to))\s+(?:your\s+|the\s+|a\s+)?$"
)
_NOT_AFTER = re.compile(r"^(?:'s)?\s*(?:account|id|login|profile|user ?name|play store|app store|devices?|browser|chrome|phones?|credentials|page)\b", re.IGNORECASE)  # fmt: skip
_UNKNOWN = re.compile(
    r"\b(?:shared? (?:it |them |this |that |data |information |(?:your |the )?[\w ,'-]{1,60} )?with|disclosed? [\w ,'-]{1,60} to|sen[dt]s? [\w ,]{1,60} to|provided by|processed by|hosted (?:by|with|at)|operated by|passed? [\w ]{1,40} to|we use|is stored (?:by|with|at)) (?:our partner |the company |a company called )?$",
    re.IGNORECASE,
)
_PART = re.compile(r"[\w&.'\u2019\-]+")
_SHORTEST, _LONGEST = 3, 4  # letters of the shortest name, words of the longest
_COMMON_ENDS = frozenset({"Processors", "Providers", "Provider", "Cookie"})
_PRODUCT_WORDS = frozenset(
    {
        "Analytics",
        "Ads",
        "Cloud",
        "Maps",
        "API",
        "APIs",
        "SDK",
        "Inc",
        "LLC",
        "Ltd",
        "Limited",
        "GmbH",
        "Pay",
        "Platform",
        "Services",
        "Service",
        "for",
        "by",
        "Web",
        "Storage",
        "Crashlytics",
        "Payments",
        "Ireland",
        "Europe",
        "We",
        "The",
        "Our",
        "Corporation",
        "Corp",
        "Pixel",
        "Connect",
        "Checkout",
        "Business",
        "Insights",
    }
)
_COMMON = frozenset(
    {
        "The",
        "This",
        "These",
        "Those",
        "Our",
        "Your",
        "We",
        "You",
        "It",
        "Service",
        "Services",
        "Site",
        "Website",
        "App",
        "Application",
        "Privacy",
        "Policy",
        "Terms",
        "Company",
        "Personal",
        "Data",
        "Information",
        "User",
        "Users",
        "Member",
        "Members",
        "Administrator",
        "Partners",
        "Third",
        "Party",
        "Parties",
        "Cookies",
        "GDPR",
        "CCPA",
        "EU",
        "EEA",
        "US",
        "USA",
        "UK",
        "Internet",
        "Customer",
        "Support",
        "Law",
        "Play",
        "Store",
        "European",
        "Union",
        "United",
        "States",
        "If",
        "In",
        "By",
        "To",
        "For",
        "As",
        "When",
        "An",
        "A",
        "All",
        "Any",
        "Usage",
        "Account",
    }
)


@dataclass(frozen=True, slots=True)
class Named:
    """A company that a sentence names: `key` is the vendor's id, or a slug of a name nobody knows."""

    key: str
    start: int
    end: int
    cued: bool


def classes_in(words: Sequence[Word], text: str, normal: str) -> tuple[Phrase, ...]:
    """The classes of recipients in a run of words."""
    if not words:
        return ()
    hits = phrasebook("recipients").find(words)
    named = tuple(
        Phrase(hit.key, text[words[hit.first].start : words[hit.last].end], words[hit.first].start, words[hit.last].end)
        for hit in hits
    )
    return refined(named, text, normal, words[0].start, words[-1].end)


def companies_in(text: str, start: int, end: int, own: frozenset[str]) -> tuple[Named, ...]:
    """The companies that a sentence names, known ones anywhere, unknown ones after words such as "share with"."""
    sentence = _Sentence(text, start, end, own)
    found: list[Named] = []
    for run in _NAME.finditer(text, start, end):
        known = tuple(_known(sentence, run))
        found.extend(known or _unknown(sentence, run))
    return tuple(found)


def opening_name(text: str, start: int, end: int, own: frozenset[str]) -> Named | None:
    """The capitalised name that a stretch of text opens with, whoever it is; None for common words and one's own name."""
    run = _NAME.match(text, start, end)
    if run is None:
        return None
    name = run[0].rstrip(".,")
    common = any(part in _COMMON or part in _COMMON_ENDS for part in name.split()) or name.lower() in own
    slug = _slug(name)
    return None if common or len(slug) < _SHORTEST else Named(slug, start, start + len(name), cued=True)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r",? (?:inc|llc|ltd|gmbh)\.?$", "", name.lower())).strip("-")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a text, and the names that are the company's own."""

    text: str
    start: int
    end: int
    own: frozenset[str]

    def vendor(self, begin: int, stop: int) -> str:
        """The id of the vendor that the words between two places name, or nothing."""
        name = self.text[begin:stop].rstrip(".,")
        if name.lower() in self.own or name in _COMMON or len(name) < _SHORTEST:
            return ""
        vendor = by_name(name)
        return vendor.id if vendor else ""

    def is_cued(self, begin: int, stop: int) -> bool:
        """Whether the words around a name make it a recipient: "through Acme", not "from your Acme account"."""
        before = self.text[self.start : begin]
        if _NOT_A_RECIPIENT.search(before[-60:]) or _NOT_AFTER.match(self.text[stop : self.end]):
            return False
        return bool(_CUE.search(before[-60:].lower())) or not before.strip(" -\u2022*|")


def _known(sentence: _Sentence, run: re.Match[str]) -> Iterator[Named]:
    """The vendors in a run of capitalised words, longest first; one word of a longer name is none."""
    words = [found.span() for found in _PART.finditer(sentence.text, run.start(), run.end())]
    least = 1 if len(words) == 1 or all(sentence.vendor(*word) or _is_product(sentence, word) for word in words) else 2
    at = 0
    while at < len(words):
        sizes = range(min(_LONGEST, len(words) - at), least - 1, -1)
        size = next((size for size in sizes if sentence.vendor(words[at][0], words[at + size - 1][1])), 0)
        if size:
            begin, stop = words[at][0], words[at + size - 1][1]
            yield Named(sentence.vendor(begin, stop), begin, stop, sentence.is_cued(begin, stop))
        at += size or 1


def _is_product(sentence: _Sentence, word: tuple[int, int]) -> bool:
    return sentence.text[word[0] : word[1]].rstrip(".,") in _PRODUCT_WORDS


def _unknown(sentence: _Sentence, run: re.Match[str]) -> Iterator[Named]:
    name = run[0].rstrip(".,")
    before = sentence.text[max(sentence.start, run.start() - 100) : run.start()]
    common = any(part in _COMMON or part in _COMMON_ENDS for part in name.split())
    if common or not _UNKNOWN.search(before) or "service is" in before.lower() or name.isupper():
        return
    slug = _slug(name)
    if len(slug) >= _SHORTEST and name.lower() not in sentence.own:
        yield Named(slug, run.start(), run.start() + len(name), cued=True)
