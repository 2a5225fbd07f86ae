"""One sentence with all that was found in it, for the modules that make statements of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scanner.model import Phrase, Quote
from scanner.policy.actors import Cast
from scanner.policy.frames import Frame, frames_of
from scanner.policy.mentions import mentions_in
from scanner.policy.passages import Sentence
from scanner.policy.phrasebook import Hit, phrasebook
from scanner.policy.recipients import Named, companies_in
from scanner.policy.words import Word, words_of

GENERIC = "user"
"""The category of personal data at large."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence with all that was found in it."""

    sentence: Sentence
    text: str
    normal: str
    words: tuple[Word, ...]
    hits: tuple[Hit, ...]
    frames: tuple[Frame, ...]
    companies: tuple[Named, ...]
    own: frozenset[str] = frozenset()
    lead: Quote | None = None

    def phrase(self, hit: Hit) -> Phrase:
        start, end = self.words[hit.first].start, self.words[hit.last].end
        return Phrase(hit.key, self.text[start:end], start, end)

    @property
    def quote(self) -> Quote:
        return Quote(self.text[self.sentence.start : self.sentence.end], self.sentence.start, self.sentence.end)

    @property
    def plain(self) -> str:
        return self.normal[self.sentence.start : self.sentence.end].replace("\n", " ")


def scene_of(sentence: Sentence, text: str, normal: str, own: frozenset[str]) -> Scene:
    words = words_of(normal, sentence.start, sentence.end)
    companies = companies_in(text, sentence.start, sentence.end, own)
    others = frozenset(word for company in companies for word in normal[company.start : company.end].split())
    own_words = frozenset(word.text for name in own for word in words_of(name, 0, len(name)) if not word.is_mark)
    frames = frames_of(words, Cast(own_words - others, others))
    return Scene(sentence, text, normal, words, data_in(words), frames, companies, own_words)


def data_in(words: Sequence[Word]) -> tuple[Hit, ...]:
    """The data named, without the words of recipients: no card in "credit card issuer"."""
    others = [hit for hit in phrasebook("recipients").find(words) if hit.last > hit.first]
    found = [
        hit for hit in mentions_in(words)
        if not any(o.first <= hit.first and hit.last <= o.last and o.last - o.first > hit.last - hit.first for o in others)
    ]  # fmt: skip
    return _with_derived(words, found)


_PLACES = frozenset({"country", "city", "region", "town", "state"})
_DERIVES = frozenset(
    {"work", "derive", "infer", "determine", "deduce", "estimate", "guess", "calculate", "look", "figure", "tell"}
)


def _with_derived(words: Sequence[Word], hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits, with countries and cities as rough locations where they come from an IP address."""
    stems = {word.stem.removesuffix("d") for word in words}
    if not any(hit.key == "user.device.ip_address" for hit in hits) or not stems & (_DERIVES):
        return tuple(hits)
    covered = {at for hit in hits if hit.last > hit.first for at in range(hit.first, hit.last + 1)}
    kept = [hit for hit in hits if not (hit.first == hit.last and words[hit.first].stem in _PLACES)]
    derived = [
        Hit("user.location.imprecise", at, at)
        for at, word in enumerate(words)
        if word.stem in _PLACES and at not in covered
    ]
    return tuple(sorted((*kept, *derived), key=lambda hit: hit.first))
