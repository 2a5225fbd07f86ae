"""Bank accounts other than IBANs, where words say so."""

from __future__ import annotations

import re

from detectors.model import Category
from detectors.patterns.base import AFTER_A_WORD, Pattern

BANK_ACCOUNT = Pattern(
    name="bank_account",
    category=Category("user.financial.bank_account"),
    entity="US_BANK_NUMBER",
    regex=re.compile(r"(?<![\w.-])\d{6,17}(?![\w-]|\.\d)"),
    score=0.6,
    context=re.compile(
        r"(?:bank account|account (?:number|no)\.?|routing (?:number|no)|sort code|kontonummer|\bacct)\W{0,3}(?:is\W)?\W{0,2}\Z",
        re.IGNORECASE,
    ),
    needs=("account", "routing", "sort code", "kontonummer", "acct"),
    near=AFTER_A_WORD,
)
"""Digits straight after words such as `bank account`. Misses: everything without such words."""
