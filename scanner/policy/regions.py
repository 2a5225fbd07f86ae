"""Countries that a clause names as places of data, and whether its list of them is closed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Places:
    """The countries of a clause. `closed` is None where it speaks of no place at all."""

    regions: tuple[str, ...]
    closed: bool | None


NOWHERE = Places((), None)
_NOT_A_PLACE = re.compile(
    r"\b(?:incorporated|registered|established|headquartered|seated|domiciled|based|offices?|subsidiar(?:y|ies)|compan(?:y|ies)|laws?|government|courts?|residents?|citizens?|commission|constitution|outside(?: of)?|state|federal) (?:of |in |by |from )?(?:the )?$"
)
_LEADS_TO = re.compile(
    r"\b(?:in|to|into|within|at|from|throughout|inside|across|of|region|regions|including|as|e\.g\.)[\s:(\"',]{1,3}(?:[\w,'-]+\s+){0,4}$"
)
_NEAR = ("such as", "including", "for example", "e.g.")
_CLOSES = re.compile(
    r"\b(?:in |to |from |at )?(?:no|not? in any|never in any|not to any|any) other (?:countr(?:y|ies)|places?|jurisdictions?|states?|regions?|locations?|continent)\b|\bnowhere else\b|\b(?:not|never) (?:\w+ ){0,2}elsewhere\b"
    r"|\bno(?:t|where)? outside (?:of )?(?:it|them|there|these|those)?|\bnowhere outside\b|\b(?:does|do|will) not leave\b|\bnever leaves?\b|\bnot abroad\b|\bno third country\b"
)
_WORD_US = re.compile(r"\bU\.?S\.?(?:A\.?)?(?![a-z])")


def places_in(normal: str, text: str) -> Places:
    """The places in a normalised clause; `text` is the same clause as read, since `us` is a country in capitals only."""
    named = tuple(dict.fromkeys(code for codes in _named(normal, text) for code in codes))
    closes = bool(named and _CLOSES.search(normal) and not re.search(r"\bor any other\b|\band any other\b", normal))
    normal = _CLOSES.sub(lambda found: " " * len(found[0]), normal) if closes else normal
    anywhere = any(_whole(word, normal) for word in _table()["hedges"]["anywhere"])
    if not named and not anywhere:
        return NOWHERE
    first = _names_pattern().search(normal)
    near = normal[max(0, first.start() - 16) : first.start()] if first else normal
    around = any(_whole(word, normal) for word in _table()["hedges"]["open"] if word not in _NEAR)
    around = around or any(_whole(word, near) for word in _NEAR)
    return Places(
        named,
        not (anywhere or around) or closes or bool(named and re.search(r"\b(?:only|exclusively|solely)\b", normal)),
    )


def covers(regions: Iterable[str], country: str) -> bool:
    """Whether a country (ISO 3166-1 alpha-2) is one of a statement's regions, or a member of one: EU covers DE."""
    members: Mapping[str, Sequence[str]] = _table()["members"]
    return any(country == region or country in members.get(region, ()) for region in regions)


def _named(normal: str, text: str) -> Iterable[tuple[str, ...]]:
    found: list[tuple[int, int, tuple[str, ...]]] = []
    for match in _names_pattern().finditer(normal):
        name = match[0]
        if (
            name in {"us", "u.s.", "usa", "eu", "uk", "georgia", "jersey", "turkey"}
            and not text[match.start()].isupper()
        ):
            continue
        if name == "us" and not _WORD_US.match(text[match.start() : match.end()]):
            continue
        if _NOT_A_PLACE.search(normal[: match.start()]) or _is_adjective(normal, match.end()):
            continue
        if not found and not _LEADS_TO.search(normal[: match.start()]):
            continue
        found.append((match.start(), match.end(), _codes()[name]))
    return [codes for _, _, codes in found]


def _is_adjective(normal: str, end: int) -> bool:
    return bool(re.match(r"(?:'s)?[ -](?:laws?|legislation|regulations?|data protection|privacy|commission|residents?|citizens?|users?|member|government|representative|general|authorit)", normal[end : end + 20]))  # fmt: skip


def _whole(phrase: str, normal: str) -> bool:
    at = normal.find(phrase)
    return at >= 0 and not normal[max(0, at - 1) : at].isalnum()


@cache
def _table() -> Mapping[str, Mapping[str, Sequence[str]]]:
    table: Mapping[str, Mapping[str, Sequence[str]]] = tomllib.loads(
        files("scanner.policy").joinpath("tables", "places.toml").read_text("utf-8")
    )
    return table


@cache
def _codes() -> Mapping[str, tuple[str, ...]]:
    countries = {name: (code,) for code, names in _table()["countries"].items() for name in names}
    return {**countries, **{name: tuple(codes) for name, codes in _table()["groups"].items()}}


@cache
def _names_pattern() -> re.Pattern[str]:
    names = sorted(_codes(), key=len, reverse=True)
    return re.compile(r"(?<![\w.])(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")
