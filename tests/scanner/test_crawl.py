"""The crawl offers every file to a reader once, and says what it left out and why."""

import gzip
from pathlib import Path

import pytest

from scanner.config import Config, SystemConfig
from scanner.crawl import Plan, plan
from scanner.errors import UnusableTarget

LINE = "2026-01-01 10:00:00 INFO mail sent to ada@example.com\n"


def write(root: Path, *paths: str, text: str = LINE * 20) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


def planned(root: Path, config: Config | None = None) -> Plan:
    return plan([str(root)], config or Config())


def files(found: Plan) -> list[str]:
    return sorted(path for unit in found.units for path in unit.files)


def test_rotated_logs_are_one_unit_and_all_code_is_one(tmp_path: Path) -> None:
    write(tmp_path, "logs/app.log", "logs/app.log.1")
    write(tmp_path, "a.py", "b/c.py", text="x = 1\n")

    assert sorted(unit.files for unit in planned(tmp_path).units) == [
        ("a.py", "b/c.py"),
        ("logs/app.log", "logs/app.log.1"),
    ]


def test_folders_of_others_are_skipped_with_a_line_each(tmp_path: Path) -> None:
    write(tmp_path, "node_modules/x/index.js", "app/app.log")

    found = planned(tmp_path)

    assert files(found) == ["app/app.log"]
    assert [(u.target.rpartition("/")[0].rpartition("/")[2], u.skipped) for u in found.unscanned] == [
        ("node_modules", True)
    ]


def test_include_brings_a_skipped_folder_back_and_exclude_leaves_more_out(tmp_path: Path) -> None:
    write(tmp_path, "vendor/own.log", "old/app.log", "app.log")

    found = planned(tmp_path, Config(include=("vendor/",), exclude=("old/",)))

    assert files(found) == ["app.log", "vendor/own.log"]


def test_data_for_tests_is_left_out_unless_it_is_asked_for(tmp_path: Path) -> None:
    write(tmp_path, "tests/fixtures/app.log")

    assert files(planned(tmp_path)) == []
    assert [u.skipped for u in planned(tmp_path).unscanned] == [True]
    assert files(planned(tmp_path, Config(include=("tests/",)))) == ["tests/fixtures/app.log"]


def test_links_are_not_followed_and_loops_end(tmp_path: Path) -> None:
    write(tmp_path, "app/app.log")
    (tmp_path / "app" / "loop").symlink_to(tmp_path)
    (tmp_path / "again.log").symlink_to(tmp_path / "app" / "app.log")

    found = planned(tmp_path)

    assert files(found) == ["app/app.log"]
    assert all(item.skipped for item in found.unscanned)


def test_a_truncated_archive_is_still_offered_to_its_reader(tmp_path: Path) -> None:
    whole = gzip.compress((LINE * 5000).encode(), mtime=0)
    (tmp_path / "app.log.gz").write_bytes(whole[: len(whole) // 2])

    assert files(planned(tmp_path)) == ["app.log.gz"]


def test_a_broken_archive_is_listed(tmp_path: Path) -> None:
    (tmp_path / "app.log.gz").write_bytes(b"\x1f\x8b\x08\x00 and then nothing of the kind")

    found = planned(tmp_path)

    assert files(found) == []
    assert [item.skipped for item in found.unscanned] == [False]


def test_a_person_in_a_file_name_is_not_named(tmp_path: Path) -> None:
    (tmp_path / "ada.example@mail.test.log.gz").write_bytes(b"\x1f\x8b\x08\x00 broken")

    assert "ada" not in planned(tmp_path).unscanned[0].target


def test_own_files_are_not_scanned(tmp_path: Path) -> None:
    write(tmp_path, "inventory.json", "decisions.toml", "piimap.toml")

    assert planned(tmp_path).units == ()


@pytest.mark.parametrize(
    ("systems", "name"),
    [
        ((), "shop"),
        ((SystemConfig("store"),), "store"),
        ((SystemConfig("store", targets=(".",)), SystemConfig("crm")), "store"),
        ((SystemConfig("shop"), SystemConfig("crm")), "shop"),
    ],
)
def test_a_system_is_named_by_the_configuration_or_its_folder(
    tmp_path: Path, systems: tuple[SystemConfig, ...], name: str
) -> None:
    shop = tmp_path / "shop"
    write(shop, "app.log")

    assert [system.id for system in planned(shop, Config(folder=shop, systems=systems)).systems] == [name]


def test_a_missing_target_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableTarget, match="no such file or folder"):
        planned(tmp_path / "none")


def test_a_language_that_is_not_read_is_one_line_and_fails_nothing(tmp_path: Path) -> None:
    write(tmp_path, "a.rb", "b.rb", "app.log")

    assert [(u.target.rpartition("/")[2], u.reason, u.skipped) for u in planned(tmp_path).unscanned] == [
        ("*.rb", "Ruby source is not read yet", True)
    ]
