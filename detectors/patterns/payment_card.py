"""Payment card numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stdnum import luhn

from detectors.model import Category, Match
from detectors.patterns.base import words_before

_CANDIDATE = re.compile(r"(?<![\w.+])(?<!\d[-:])(?:\d[ \-]?){11,18}\d(?![\d]|\.\d|-\d|[A-Za-z_])")
_CONTEXT = re.compile(
    r"(?:\bcards?\b|card_?(?:no|num|number)|credit|debit|\bpan\b|\bcc\b|\bccn|visa|master ?card|maestro|amex|american express"
    r"|kreditkarte|kartennummer|carte|tarjeta|carta di|cart[aã]o|kart\b|kart no|charge)",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"(?:order|imei|\bean\b|gtin|upc|isbn|track\w*|invoice|reference|\bref|serial|timestamp|\bts|epoch|account|iban|phone"
    r"|uuid|transaction_?id|request_?id|trace_?id|barcode|sku|batch|shipment)\w*\W{0,4}\Z",
    re.IGNORECASE,
)
_RANGES: tuple[tuple[str, str, tuple[int, ...], bool], ...] = (
    # first prefix, last prefix, lengths, whether the range is told from other numbers without a word such as "card"
    ("4", "4", (16,), True),
    ("4", "4", (13, 19), False),
    ("51", "55", (16,), True),
    ("2221", "2720", (16,), True),
    ("34", "34", (15,), True),
    ("37", "37", (15,), True),
    ("6011", "6011", (16,), True),
    ("644", "649", (16,), True),
    ("65", "65", (16,), True),
    ("300", "305", (14,), False),
    ("36", "36", (14,), False),
    ("38", "39", (14,), False),
    ("3528", "3589", (16,), True),
    ("62", "62", (16, 17, 18, 19), False),
    ("2200", "2204", (16,), False),
    ("9792", "9792", (16,), False),
    ("50", "50", (12, 13, 14, 15, 16, 17, 18, 19), False),
    ("56", "58", (12, 13, 14, 15, 16, 17, 18, 19), False),
    ("60", "69", (12, 13, 14, 15, 16, 17, 18, 19), False),
    ("1800", "1800", (15,), False),
    ("2131", "2131", (15,), False),
)
_GROUPS = frozenset({(4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 4, 4, 3), (6, 13), (4, 4, 5), (4, 4, 4, 1)})


@dataclass(frozen=True, slots=True)
class PaymentCards:
    """Payment card numbers.

    Finds 12 to 19 digits that pass the Luhn check and start with a range an issuer holds (ISO/IEC 7812-1), bare or in
    groups of the usual lengths; rare ranges only after a word such as `card`.
    Misses: numbers cut by line breaks. Mistaken for: IMEIs, whose check digit is Luhn's too, and one order number in
    ten: hits straight after a word such as `order`, `imei` or `tracking` are left out.
    """

    name: str = "payment_card"
    needs: tuple[str, ...] = ()
    near: tuple[int, int] | None = None

    def find(self, text: str) -> tuple[Match, ...]:
        """All numbers in the text, in order of their start."""
        return tuple(self.find_between(text, 0, len(text)))

    def find_between(self, text: str, start: int, end: int) -> Iterator[Match]:
        """Numbers in a part of the text, with offsets into the whole."""
        for hit in _CANDIDATE.finditer(text, start, end):
            before = words_before(text, hit.start(), start)
            score = _score(hit[0], before)
            if score:
                category = Category("user.financial.credit_card")
                yield Match(category, hit.start(), hit.end(), "CREDIT_CARD", score, self.name)


def _score(number: str, before: str) -> float:
    digits = re.sub(r"\D", "", number)
    if len(set(digits)) < 2 or not luhn.is_valid(digits) or not _is_grouped(number):
        return 0.0
    issuers = [certain for first, last, lengths, certain in _RANGES if _starts(digits, first, last, lengths)]
    if not issuers:
        return 0.0
    if _CONTEXT.search(before):
        return 0.95
    if _AGAINST.search(before) or not any(issuers):
        return 0.0
    return 0.85 if len(number) > len(digits) else 0.65


def _starts(digits: str, first: str, last: str, lengths: tuple[int, ...]) -> bool:
    return len(digits) in lengths and first <= digits[: len(first)] <= last


def _is_grouped(number: str) -> bool:
    if number.isdigit():
        return True
    separators = set(re.sub(r"\d", "", number))
    return len(separators) == 1 and tuple(len(group) for group in re.split(r"\D", number)) in _GROUPS


PAYMENT_CARD = PaymentCards()
