"""National identification numbers, passports and driving licences, as national_ids.toml lists them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from importlib.resources import files

from detectors.model import Category
from detectors.patterns.base import AFTER_A_WORD, Pattern, always

_STRONG_WITH_WORDS = 0.95


@dataclass(frozen=True, slots=True)
class _Check:
    """A check of python-stdnum, whose module is imported when the first number is checked."""

    module: str

    def __call__(self, hit: str) -> bool:
        return bool(_is_valid(self.module)(hit))


@cache
def national_ids() -> tuple[Pattern, ...]:
    """A detector for every number in the table.

    A number of a shape and check that many other numbers share counts only close after words that name it; one with
    a shape of its own counts alone, at a lower score. Misses: numbers whose country is not in the table.
    Mistaken for: order and account numbers; `NNN-NN-NNNN` with an area from 900 up is no SSN.
    """
    table = tomllib.loads(files("detectors.patterns").joinpath("national_ids.toml").read_text("utf-8"))
    return tuple(pattern for entry in table["number"] for pattern in _patterns(entry))


def _patterns(entry: Mapping[str, str | float]) -> tuple[Pattern, ...]:
    words = str(entry["words"])
    alone = float(entry["alone"])
    literals = tuple(str(entry["literals"]).split("|")) if "literals" in entry else ()
    general = Pattern(
        name=str(entry["name"]),
        category=Category(str(entry.get("category", "user.government_id.national_identification_number"))),
        entity=str(entry["entity"]),
        regex=_bounded(str(entry["shape"])),
        score=_STRONG_WITH_WORDS,
        is_valid=_Check(str(entry["check"])) if "check" in entry else always,
        context=re.compile(rf"(?:{words})[^\n\x00]{{0,24}}\Z", re.IGNORECASE),
        score_alone=0.0 if "strong_shape" in entry else alone,
        needs=literals if "strong_shape" in entry or not alone else (),
        near=AFTER_A_WORD,
    )
    if "strong_shape" not in entry:
        return (general,)
    return general, replace(general, regex=_bounded(str(entry["strong_shape"])), score_alone=alone, needs=())


def _bounded(shape: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.+/-])(?:{shape})(?![\w/]|[-.]\w)")


@cache
def _is_valid(module: str) -> Callable[[str], bool]:
    check: Callable[[str], bool] = import_module(f"stdnum.{module}").is_valid
    return check
