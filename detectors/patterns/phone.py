"""Telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers

from detectors.model import Category, Match
from detectors.patterns.base import words_before

_CANDIDATE = re.compile(
    r"(?<![\w.+:/%$#=*&-])(?<![\d)]\s)(?=[+(\d][\d().\-/ \u00a0]{6})"
    r"(?:\+|00(?=[1-9]))?\(?\d{1,4}\)?(?:[ .\-/\u00a0]{0,2}\(?\d{1,5}\)?){1,6}"
    r"(?:\s?(?:x|ext\.?)\s?\d{1,6})?(?![\w%]|[.:,/-]\d|@)"
)
_AFTER_KEY = re.compile(
    r"(?<=[=:\"'])(?=[+(\d%][\d().\-/ B]{6})(?:\+|%2[Bb]|00(?=[1-9]))?\(?\d{1,4}\)?(?:[ .\-/]{0,2}\(?\d{1,5}\)?){1,6}(?![\w%]|[.:,/-]\d|@)"
)
_CONTEXT = re.compile(
    r"(?:phone|\btel\b|telefon|telefono|telefone|\bmobile?\b|\bcell\b|handy|\bfax|\bsms\b|whatsapp|msisdn|\bcall(?:ed|ing)?\b"
    r"|\bdial|ruf(?:nummer)?\b|numero\s|\bgsm\b|\bcep\b|portable|movil|denwa|text me|reach me|ring me|hotline|viber)",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"(?:order|invoice|ref|id|sin|nhs|bsn|tax|nir|version|isbn|ean|sku|imei|ssn|account|iban|card|pan|amount|total|price|time|date|port|pid"
    r"|uuid|ts|zip|serial|track\w*|transaction|code|build|seq|passport|licen[cs]e|versicherung|\$|€|£|bytes)\W{0,3}\Z",
    re.IGNORECASE,
)
_NORTH_AMERICAN = re.compile(
    r"(?:\+?1[ .\-])?(?:\([2-9]\d{2}\)[ ]?|[2-9]\d{2}[.\-])\d{3}[.\- ]\d{4}(?:\s?(?:x|ext\.?)\s?\d{1,6})?\Z"
)
_DATE = re.compile(r"(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}\b|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})\b|\d+\.\d+\Z")
_GROUPED = re.compile(r"\d[ .\-/)]{1,2}\(?\d")
_REGIONS = ("US", "GB", "DE", "FR", "ES", "IT", "NL", "TR", "CH", "AU", "BR", "IN", "JP", "SE", "PL")


@dataclass(frozen=True, slots=True)
class PhoneNumbers:
    """Telephone numbers.

    Finds international numbers with `+` or `00` that a numbering plan allows (ITU-T E.164), North American numbers in
    their usual dress, and national numbers after a word such as `phone` or, grouped and with a leading zero, alone.
    Misses: bare national numbers without such a word. Mistaken for: dates, order numbers, IP addresses and prices.
    """

    name: str = "phone"
    needs: tuple[str, ...] = ()
    near: tuple[int, int] | None = None

    def find(self, text: str) -> tuple[Match, ...]:
        """All numbers in the text, in order of their start."""
        return tuple(self.find_between(text, 0, len(text)))

    def find_between(self, text: str, start: int, end: int) -> Iterator[Match]:
        """Numbers in a part of the text, with offsets into the whole."""
        for shape in (_CANDIDATE, _AFTER_KEY):
            for hit in shape.finditer(text, start, end):
                score = _score(hit[0], words_before(text, hit.start(), start))
                if score:
                    category = Category("user.contact.phone_number")
                    yield Match(category, hit.start(), hit.end(), "PHONE_NUMBER", score, self.name)


def _score(number: str, before: str) -> float:
    digits = sum(character.isdigit() for character in number)
    if not 7 <= digits <= 18 or _DATE.match(number) or number.count("(") != number.count(")"):
        return 0.0
    if number.startswith(("+", "00", "%2")):
        return _international_score(number.replace("%2B", "+").replace("%2b", "+"))
    if _CONTEXT.search(before) and not _AGAINST.search(before):
        return 0.85 if digits <= 13 else 0.0
    if _AGAINST.search(before):
        return 0.0
    if _NORTH_AMERICAN.match(number):
        return 0.75
    return 0.5 if number[0] in "0(" and _GROUPED.search(number) and _is_national(number) else 0.0


def _international_score(number: str) -> float:
    parsed = _parsed("+" + number[2:] if number.startswith("00") else number, None)
    if parsed is None:
        return 0.0
    if phonenumbers.is_valid_number(parsed):
        return 0.95 if number[0] == "+" else 0.6
    return 0.8 if number[0] == "+" and phonenumbers.is_possible_number(parsed) else 0.0


def _is_national(number: str) -> bool:
    return any(
        parsed is not None and phonenumbers.is_valid_number(parsed)
        for parsed in (_parsed(number, region) for region in _REGIONS)
    )


def _parsed(number: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return None


PHONE = PhoneNumbers()
