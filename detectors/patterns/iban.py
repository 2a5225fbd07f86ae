"""International bank account numbers."""

from __future__ import annotations

import re

from stdnum import iban

from detectors.model import Category
from detectors.patterns.base import Pattern

IBAN = Pattern(
    name="iban",
    category=Category("user.financial.bank_account"),
    entity="IBAN_CODE",
    regex=re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?(?![A-Za-z0-9])"),
    score=0.95,
    is_valid=lambda hit: bool(iban.is_valid(hit, check_country=False)),
)
"""IBANs of every country in the register that pass modulo 97 (ISO 13616), bare or in groups of four.

Misses: lower case. Mistaken for: nothing known.
"""
