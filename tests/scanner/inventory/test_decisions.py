"""decisions.toml keeps what people wrote, and refuses what nobody answers for."""

import datetime as dt
from pathlib import Path

import pytest

from scanner.errors import InvalidConfiguration
from scanner.inventory.decisions import Accepted, add_decisions, drop_decisions, read_decisions

KNOWN = Accepted("PM201 hotjar", "contract ends in March", "Ada Example", "2026-01-05", "2026-03-31")


def test_what_is_added_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"

    add_decisions(path, [KNOWN])

    assert read_decisions(path) == (KNOWN,)


def test_no_file_means_no_decisions(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "decisions.toml") == ()


def test_comments_and_order_of_what_is_there_survive(tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    own = '# ours\n[[accepted]]\nperson = "Bo"  # asked by phone\ngap = "PM101 a"\nreason = "r"\ndate = "2026-01-01"\n'
    path.write_text(own)

    add_decisions(path, [KNOWN])

    assert path.read_text().startswith(own)


def test_a_dropped_decision_takes_no_other_with_it(tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    other = Accepted("PM101 a", "r", "Bo", "2026-01-01")
    add_decisions(path, [KNOWN, other])

    drop_decisions(path, [KNOWN.gap])

    assert read_decisions(path) == (other,)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('gap = "x"\nperson = "Bo"\ndate = "2026-01-01"', "needs reason"),
        ('gap = "x"\nreason = "r"\nperson = "Bo"\ndate = "soon"', "date is no date"),
        ("gap = ", "cannot be read"),
    ],
)
def test_an_unfit_entry_is_refused_with_what_it_needs(tmp_path: Path, entry: str, said: str) -> None:
    path = tmp_path / "decisions.toml"
    path.write_text(f"[[accepted]]\n{entry}\n")

    with pytest.raises(InvalidConfiguration, match=said):
        read_decisions(path)


def test_a_decision_holds_until_its_last_day() -> None:
    assert KNOWN.holds(dt.date(2026, 3, 31))
    assert not KNOWN.holds(dt.date(2026, 4, 1))
