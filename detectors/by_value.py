"""What a column's values say whatever its name: filled with one kind of thing, or prose with some of it."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Sequence

from detectors.entities import find_entities
from detectors.model import Category, Column, Confidence, Finding
from detectors.names import read_name
from detectors.people import family_share, given_share, looks_like_a_name, name_share
from detectors.samples import Hits, Sample, spread_of_years
from detectors.vocabulary import name_words

_FILLED: dict[str, float] = {
    # Which part of the values must be of the category, where the name does not say so. Checks that one random number
    # in ten passes ask for nearly all.
    "user.contact.email": 0.4,
    "user.financial.bank_account": 0.6,
    "user.financial.credit_card": 0.85,
    "user.government_id": 0.8,
    "user.health_and_medical": 0.9,
    "user.contact.phone_number": 0.55,
    "user.contact.address": 0.4,
    "user.device.ip_address": 0.6,
    "user.device.device_id": 0.7,
    "user.device": 0.6,
    "user.location.precise": 0.8,
}
_FILLED_ELSE = 0.6
_CHANCY_ALONE = ("user.financial.credit_card", "user.government_id", "user.health_and_medical")
_FEW = 10
_NO_PROOF_IN_PROSE = ("user.device", "user.contact.address", "user.name")
_PROSE_SCORE = 0.65
_OFTEN_IN_PROSE = 3
_DISTINCT_PEOPLE = 20
_ASKED = 120
_NOT_BIRTH = re.compile(
    r"founded|established|released?|published|built|issued|expir|effective|due|start|end|valid|hired|joined|opened|closed"
)
_VERSION_WORD = re.compile(r"versions?|build|release|ver|firmware|fw|kernel|driver|os|oid|section")


def findings(column: Column, sample: Sample, named: Finding | None) -> Iterator[Finding]:
    """Findings that the values alone carry; `named` is what the name says, which lowers what is asked of them."""
    words = frozenset(name_words(column.name))
    for category, hits in sorted(sample.hits.items()):
        finding = _from_hits(hits, sample, supported=_supports(named, category), words=words)
        if finding is not None and not _only_looks(column, category):
            yield finding
    yield from _people(column, sample, named)
    yield from _births(sample, named, words)


def _from_hits(hits: Hits, sample: Sample, *, supported: bool, words: frozenset[str]) -> Finding | None:
    is_address = hits.category == "user.device.ip_address"
    if is_address and not supported and _looks_like_versions(words, sample.distinct):
        return None
    asked = next((share for prefix, share in _FILLED.items() if hits.category.startswith(prefix)), _FILLED_ELSE)
    share = sample.share(hits.whole)
    if share >= (asked / 2 if supported else asked) and (supported or _enough_to_tell(hits, sample)):
        confidence = Confidence.HIGH if supported or hits.best >= _PROSE_SCORE else Confidence.MEDIUM
        return Finding(hits.category, confidence, hits.detectors, reason="the values are of this kind", share=share)
    if sample.is_prose or hits.category == "user.contact.email":
        return _in_prose(hits, sample)
    return None


def _in_prose(hits: Hits, sample: Sample) -> Finding | None:
    count = hits.part + hits.whole
    if hits.best < _PROSE_SCORE or hits.category.startswith(_NO_PROOF_IN_PROSE):
        return None
    confidence = Confidence.HIGH if count >= _OFTEN_IN_PROSE else Confidence.MEDIUM
    reason = "some of the texts hold it"
    return Finding(hits.category, confidence, hits.detectors, reason=reason, share=sample.share(count))


def _enough_to_tell(hits: Hits, sample: Sample) -> bool:
    return not hits.category.startswith(_CHANCY_ALONE) or len(sample.distinct) >= _FEW or hits.best >= 0.9


def _supports(named: Finding | None, category: Category) -> bool:
    return named is not None and (named.category.startswith(category) or category.startswith(named.category))


def _only_looks(column: Column, category: Category) -> bool:
    """Whether the name says that the values are of a thing, and the category is one that names tell better."""
    reading = read_name(column.name)
    return reading.only_looks_personal and not category.startswith(
        ("user.contact.email", "user.authorization", "system")
    )


def _looks_like_versions(words: frozenset[str], values: Sequence[str]) -> bool:
    """Whether dotted quads stay so small that they are versions: addresses use the whole range of a byte."""
    if any(map(_VERSION_WORD.fullmatch, words)):
        return True
    quads = [value for value in values if value.count(".") == 3 and value.replace(".", "").isdigit()]
    wide = sum(_is_private(quad) or max(map(int, quad.split("."))) > 100 for quad in quads)
    return bool(quads) and wide < 0.3 * len(quads)


def _is_private(value: str) -> bool:
    try:
        return ipaddress.ip_address(value).is_private
    except ValueError:
        return False


def _people(column: Column, sample: Sample, named: Finding | None) -> Iterator[Finding]:
    """Names of people, in columns whose name says nothing and whose values have the shape of names."""
    supported = named is not None and named.category.startswith("user.name")
    if not _may_be_people(column, sample, supported=supported):
        return
    singles = sum(" " not in value for value in sample.distinct)
    if 2 * singles > len(sample.distinct):
        known = max(given_share(sample.distinct), family_share(sample.distinct))
        category, asked = _single_names(sample.distinct), 0.3 if supported else 0.4
    else:
        known, category, asked = name_share(sample.distinct), Category("user.name"), 0.3
        if known < asked:
            known = max(known, _share_of_entities(sample.distinct[:_ASKED]))
            asked = 0.5
    if known >= asked:
        share = round(known, 4)
        yield Finding(
            category,
            Confidence.HIGH if supported else Confidence.MEDIUM,
            ("people",),
            reason="the values are names of people",
            share=share,
        )


def _may_be_people(column: Column, sample: Sample, *, supported: bool) -> bool:
    reading = read_name(column.name)
    if reading.only_looks_personal or (reading.phrase is not None and not supported):
        return False
    if not supported and len(sample.distinct) < _DISTINCT_PEOPLE:
        return False
    return sum(map(looks_like_a_name, sample.distinct)) >= 0.8 * len(sample.distinct)


def _single_names(values: Sequence[str]) -> Category:
    is_given = given_share(values) >= family_share(values)
    return Category("user.name.first" if is_given else "user.name.last")


def _share_of_entities(values: Sequence[str]) -> float:
    found = find_entities(values)
    people = sum(any(match.entity == "PERSON" for match in matches) for matches in found)
    return people / len(values) if values else 0.0


def _births(sample: Sample, named: Finding | None, words: frozenset[str]) -> Iterator[Finding]:
    """Days that spread over two generations and end before the present: dates of birth, more likely than not."""
    years = spread_of_years(sample.distinct)
    if named is not None or years is None or any(map(_NOT_BIRTH.match, words)) or len(sample.distinct) < 3 * _FEW:
        return
    first, last = years
    if last - first >= 35 and first >= 1900 and last <= 2020:
        category = Category("user.demographic.date_of_birth")
        yield Finding(category, Confidence.MEDIUM, ("dates",), reason="the days spread like dates of birth", share=1.0)
