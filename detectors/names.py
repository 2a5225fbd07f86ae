"""What an identifier says it holds: a column, key, parameter or form field, by its words and its surroundings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from detectors import taxonomy
from detectors.model import Category, Confidence, Finding, Protection
from detectors.subjects import subject_of
from detectors.vocabulary import Phrase, Weight, name_words, phrase_key, vocabulary
from detectors.words import singular

_BOOLEAN = re.compile(r"\s*(?:bool|bit\s*\(1\)|tinyint\s*\(1\))", re.IGNORECASE)
_TEMPORAL = re.compile(r"\s*(?:date|time|timestamp|smalldate|interval)", re.IGNORECASE)
_NUMERIC = re.compile(
    r"\s*(?:int|bigint|smallint|mediumint|tinyint|integer|real|float|double|decimal|numeric|number|serial|bigserial|money)",
    re.IGNORECASE,
)
_DATED = (
    "user.demographic.date_of_birth",
    "user.behavior",
    "x.user",
    "user.workplace",
    "user.financial.credit_card",
    "user.privacy_preferences",
)
_NEVER_A_NUMBER = (
    "user.contact.email",
    "user.name",
    "user.contact.address.street",
    "user.authorization.password",
    "user.content",
    "user.account.username",
)
_UUID = re.compile(r"\s*(?:uuid|guid|uniqueidentifier)", re.IGNORECASE)
_PEOPLE_AROUND = 2
_OF_IDENTITY = ("user.name", "user.contact", "user.demographic", "user.government_id", "user.account.username")
_PARTS_OF_ADDRESSES = tuple(f"user.contact.address.{part}" for part in ("street", "city", "postal_code"))
_HASHED_PASSWORDS = frozenset({"encrypted password", "password digest", "crypted password"})
_ANIMALS = frozenset({"pet", "animal", "dog", "cat", "horse", "puppy", "kitten", "livestock", "cattle", "herd"})
_OF_KEEPERS = ("user.contact", "user.account", "user.financial", "user.payment")
"""What in a table of animals is still a person's."""
_AT_WORK = frozenset({"employee", "job_applicant", "prospect"})
_PROGRAMS = frozenset({"client", "clients"})
_TECHNICAL = frozenset({"oauth", "oauth2", "oidc", "auth", "api", "http", "rest", "ftp", "smtp", "db", "database"})
"""An OAuth client is a program."""
_OTHER_ADDRESSES = frozenset({"email", "e", "mail", "ip", "mac", "web", "wallet", "crypto"})
_IDS_AT_PROCESSORS = frozenset(
    {
        "stripe customer id",
        "stripe customer",
        "customer stripe",
        "payment method id",
        "payment token",
        "payment method token",
    }
)
_TAILS_OF_CARDS = ("last four", "last 4", "last4", "card last", "number last")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words of a name say without their surroundings.

    `phrase` is what they name, if anything; `is_about` says that they only say something about it, as in
    `email_verified`; `is_pointer` that they name another thing by it, as in `email_id`; `of_thing` that it is a
    thing's, as in `file_name`.
    """

    phrase: Phrase | None = None
    protection: Protection = Protection.PLAIN
    is_about: bool = False
    is_pointer: bool = False
    of_thing: bool = False

    @property
    def only_looks_personal(self) -> bool:
        """Whether the name holds a personal word and still says that the values are not personal."""
        return self.phrase is not None and (self.is_about or self.of_thing)


def judge_name(
    name: str, *, owner: str = "", neighbours: Sequence[str] = (), declared_type: str = ""
) -> Finding | None:
    """What the identifier says it holds, or None where it says nothing or only looks personal.

    `owner` is the table, class or form; `neighbours` are the other names in it; `declared_type` is the SQL or
    language type as written. Confidence is low where the name is ambiguous: that is no finding.
    """
    owned = _owned(name_words(name), name_words(owner.rpartition(".")[2]))
    if owned is not None:
        reason = "the table's kind tells what the name means"
        return Finding(owned, Confidence.MEDIUM, ("name",), reason=reason)
    reading = read_name(name)
    if reading.phrase is None or reading.only_looks_personal:
        return None
    if not _fits_type(reading, declared_type):
        return None
    if _is_of_animals(owner) and not reading.phrase.category.startswith(_OF_KEEPERS):
        return None
    confidence = _confidence(reading, owner, tuple(neighbours))
    if confidence is None:
        return None
    words = phrase_key(reading.phrase.words)
    reason = f"the name says {words!r}"
    return Finding(reading.phrase.category, confidence, ("name",), reading.protection, reason)


@lru_cache(maxsize=8192)
def _owned(words: tuple[str, ...], owner: tuple[str, ...]) -> Category | None:
    """What the whole name says in a table of this kind alone, such as `duration` in `calls`."""
    text, kinds = phrase_key(words), {singular(word) for word in owner}
    entries = (entry for entry in vocabulary().owned if text in entry.names and not kinds.isdisjoint(entry.owners))
    return next((entry.category for entry in entries), None)


@lru_cache(maxsize=8192)
def read_name(name: str) -> Reading:
    """What the words of the name say by themselves."""
    words, protection = _without_protection(name_words(name))
    words = tuple(word for word in words if not word.isdigit()) or words
    found = _find_phrase(words)
    if found is None:
        return Reading(protection=protection)
    phrase, start, end = found
    before, after = words[:start], words[end:]
    known = vocabulary()
    return Reading(
        phrase=phrase,
        protection=_fitting(protection, phrase),
        is_about=_is_about(before, after) or (protection is Protection.TOKENISED and not _is_tokenised_kind(phrase)),
        is_pointer=any(known.has("pointer_after", word) or not known.has("neutral_after", word) for word in after),
        of_thing=_is_of_thing(phrase, before),
    )


def is_of_people(owner: str, neighbours: tuple[str, ...] = ()) -> bool:
    """Whether a table, class or form is one of people, by its name or by at least two personal names in it."""
    if is_of_things(owner):
        return False
    return _speaks_of_people(owner) or _personal_names(neighbours) >= _PEOPLE_AROUND


def is_of_things(owner: str) -> bool:
    """Whether a table, class or form is by its name one of things: products, roles, places, settings."""
    words = name_words(owner.rpartition(".")[2])
    if words and words[-1] in _PROGRAMS and not _TECHNICAL.isdisjoint(words):
        return True
    things = [word for word in words if vocabulary().has("owner_things", word)]
    return bool(things) and (things[-1] == words[-1] or not _speaks_of_people(owner))


def _is_of_animals(owner: str) -> bool:
    words = name_words(owner.rpartition(".")[2])
    return bool(words) and singular(words[-1]) in _ANIMALS


def _speaks_of_people(owner: str) -> bool:
    words = name_words(owner.rpartition(".")[2])
    return subject_of(owner) is not None or any(vocabulary().has("owner_people", word) for word in words)


@lru_cache(maxsize=1024)
def _personal_names(neighbours: tuple[str, ...]) -> int:
    readings = (read_name(name) for name in neighbours)
    return sum(
        reading.phrase is not None
        and reading.phrase.category.startswith(_OF_IDENTITY)
        and reading.phrase.weight is Weight.HIGH
        and not reading.only_looks_personal
        and not reading.is_pointer
        for reading in readings
    )


def _confidence(reading: Reading, owner: str, neighbours: tuple[str, ...]) -> Confidence | None:
    assert reading.phrase is not None
    if reading.phrase.weight is Weight.LOW or reading.is_pointer:
        return Confidence.LOW
    if is_of_things(owner) and _is_of_places(reading.phrase.category):
        return Confidence.LOW
    if (
        is_of_things(owner)
        and reading.phrase.category.startswith("user.name")
        and reading.phrase.weight is Weight.MEDIUM
    ):
        return Confidence.LOW
    if reading.phrase.weight is Weight.PEOPLE:
        if is_of_things(owner):
            return None
        return Confidence.MEDIUM if _is_meant(reading.phrase.category, owner, neighbours) else Confidence.LOW
    return Confidence.HIGH if reading.phrase.weight is Weight.HIGH else Confidence.MEDIUM


def _is_meant(category: Category, owner: str, neighbours: tuple[str, ...]) -> bool:
    """Whether the surroundings carry a word that means this among people only."""
    if not is_of_people(owner, neighbours):
        return False
    if category in vocabulary().sets["beside_addresses"]:
        return _keeps_addresses(name_words(owner)) or _has_address(neighbours)
    if category == "user.job_title":
        return subject_of(owner) in _AT_WORK or _has_employer(neighbours)
    if category in vocabulary().sets["of_persons"]:
        return subject_of(owner) is not None or _personal_names(neighbours) >= _PEOPLE_AROUND
    return True


@lru_cache(maxsize=1024)
def _has_employer(neighbours: tuple[str, ...]) -> bool:
    phrases = (read_name(name).phrase for name in neighbours)
    return any(phrase is not None and phrase.category == "user.contact.organization" for phrase in phrases)


def _keeps_addresses(owner: tuple[str, ...]) -> bool:
    """Whether a table is one of places where people live, and not of other things that are called addresses."""
    return "address" in owner and _OTHER_ADDRESSES.isdisjoint(owner)


@lru_cache(maxsize=1024)
def _has_address(neighbours: tuple[str, ...]) -> bool:
    phrases = (read_name(name).phrase for name in neighbours)
    return any(phrase is not None and phrase.category in _PARTS_OF_ADDRESSES for phrase in phrases)


def _is_of_places(category: Category) -> bool:
    return any(taxonomy.is_within(category, ancestor) for ancestor in vocabulary().sets["of_places"])


def _fits_type(reading: Reading, declared_type: str) -> bool:
    assert reading.phrase is not None
    category = reading.phrase.category
    if _BOOLEAN.match(declared_type):
        return category.startswith(("user.privacy_preferences", "user.health_and_medical", "user.criminal_history"))
    if _TEMPORAL.match(declared_type):
        return category.startswith(_DATED)
    if _UUID.match(declared_type):
        return category.startswith(("user.device", "user.unique_id"))
    if _NUMERIC.match(declared_type):
        return not category.startswith(_NEVER_A_NUMBER)
    return True


def _find_phrase(words: tuple[str, ...]) -> tuple[Phrase, int, int] | None:
    known = vocabulary()
    for end in range(len(words), 0, -1):
        for start in range(max(0, end - known.longest), end):
            phrase = _look_up(words[start:end])
            if phrase is not None:
                return phrase, start, end
    return None


@cache
def _look_up(words: tuple[str, ...]) -> Phrase | None:
    phrases = vocabulary().phrases
    if not words:
        return None
    keys = (phrase_key(words), phrase_key((*words[:-1], singular(words[-1]))), "".join(words))
    return next((phrases[key] for key in keys if key in phrases), None)


def _is_about(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    known = vocabulary()
    return any(known.has("about_after", word) for word in after) or (
        bool(before) and known.has("about_before", before[0])
    )


def _is_of_thing(phrase: Phrase, before: tuple[str, ...]) -> bool:
    return phrase.weight is Weight.PEOPLE and bool(before) and vocabulary().has("things", before[-1])


def _without_protection(words: tuple[str, ...]) -> tuple[tuple[str, ...], Protection]:
    known = vocabulary()
    if _look_up(words) is not None:
        return words, Protection.PLAIN
    for protection in (Protection.HASHED, Protection.ENCRYPTED, Protection.MASKED, Protection.TOKENISED):
        for length in (2, 1):
            if len(words) > length and phrase_key(words[-length:]) in known.sets[f"{protection.value}_after"]:
                return words[:-length], protection
            if len(words) > length and phrase_key(words[:length]) in known.sets[f"{protection.value}_before"]:
                return words[length:], protection
    return words, Protection.PLAIN


def _fitting(protection: Protection, phrase: Phrase) -> Protection:
    text = phrase_key(phrase.words)
    if text in _HASHED_PASSWORDS:
        return Protection.HASHED
    if text in _IDS_AT_PROCESSORS:
        return Protection.TOKENISED
    if phrase.category == "user.financial.credit_card" and any(tail in text for tail in _TAILS_OF_CARDS):
        return Protection.MASKED
    return protection


def _is_tokenised_kind(phrase: Phrase) -> bool:
    return any(taxonomy.is_within(phrase.category, kind) for kind in vocabulary().sets["tokenised_kinds"])
