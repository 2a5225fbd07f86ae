"""Every probe text: what is found in it, what must not be, and what only looks like it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from detectors.gate import find, find_all

PROBES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("probes.toml").read_text("utf-8"))[
    "probe"
]  # Any: TOML


@pytest.mark.parametrize("probe", PROBES, ids=[probe["text"][:40] for probe in PROBES])
def test_a_probe_holds_what_it_says_and_nothing_else(probe: dict[str, Any]) -> None:  # Any: TOML
    text = probe["text"]

    found = [[str(match.category), text[match.start : match.end]] for match in find(text)]

    assert found == probe["finds"]


def test_there_are_at_least_sixty_probes() -> None:
    assert len(PROBES) >= 60


def test_many_texts_at_once_give_what_each_gives_alone() -> None:
    texts = [probe["text"] for probe in PROBES]

    assert find_all(texts) == [find(text) for text in texts]


def test_words_of_one_text_do_not_speak_for_the_next() -> None:
    assert find_all(["imei", "490154203237518"]) == [(), ()]


def test_hostile_texts_are_looked_through_in_no_time_and_raise_nothing() -> None:
    hostile = [
        "@" * 5000,
        "a." * 5000 + "@",
        "1 " * 5000,
        "(" * 5000,
        "A1 " * 3000,
        "\x00\ud800\uffff",
        "Mozilla/5.0 (" * 500,
        "",
    ]

    assert len(find_all(hostile)) == len(hostile)
