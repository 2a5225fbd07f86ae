"""Names of people in a log's messages: where one place of a sentence is filled with name after name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from detectors.entities import find_entities
from detectors.model import Category, Confidence, Finding

_NAME = Category("user.name")
_WORDS_LIKE_NAMES = re.compile(r"\b[A-Z][a-z'\u2019-]{1,20}(?: [A-Z][a-z'\u2019-]{1,20}){1,2}\b")
_DIGITS = re.compile(r"\S*\d\S*")
_MOST_TEMPLATES = 60
_EXAMPLES = 5
_FEWEST_NAMES = 3
_MOST_LENGTH = 300


def finding_of_people(messages: Iterable[str]) -> Finding | None:
    """A finding where at least three messages that are otherwise alike name different people.

    A named-entity model calls every other capitalised word in a log a person; a place that is filled with one name
    after another is what tells people from products and classes.
    """
    templates = dict(_by_template(messages))
    chosen = [examples for _, examples in sorted(templates.items()) if len(examples) >= _FEWEST_NAMES]
    texts = [(number, text) for number, examples in enumerate(chosen[:_MOST_TEMPLATES]) for text in examples]
    if not texts:
        return None
    named: dict[int, int] = defaultdict(int)
    for (number, text), matches in zip(texts, find_entities([text for _, text in texts]), strict=True):
        places = [(found.start(), found.end()) for found in _WORDS_LIKE_NAMES.finditer(text)]
        hit = any(m.category == _NAME and m.start < end and begin < m.end for m in matches for begin, end in places)
        named[number] += hit
    if max(named.values(), default=0) < _FEWEST_NAMES:
        return None
    reason = "one place of a message is filled with names of people"
    return Finding(_NAME, Confidence.MEDIUM, ("entities",), reason=reason)


def _by_template(messages: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Messages that are alike but for digits and words that look like names, with a few examples of each."""
    templates: dict[str, dict[str, str]] = defaultdict(dict)
    for message in messages:
        text = message[:_MOST_LENGTH]
        names = _WORDS_LIKE_NAMES.findall(text)
        if not names:
            continue
        template = _DIGITS.sub("*", _WORDS_LIKE_NAMES.sub("{name}", text))
        examples = templates[template]
        if len(examples) < _EXAMPLES:
            examples.setdefault(names[0], text)
    yield from ((template, list(examples.values())) for template, examples in templates.items())
