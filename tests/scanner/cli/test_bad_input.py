"""Bad input: one clear line that says what to do, the right exit code, and the rest is scanned."""

import json
import os
import sqlite3
from pathlib import Path

import pytest

from tests.scanner.cli.running import Run, piimap, shop


def one_line(run: Run) -> str:
    """The only line on standard error."""
    (line,) = run.err.splitlines()
    return line


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("nowhere", "no such file or folder"),
        ("sqlite:///nowhere.db", "no such file or folder"),
        ("mongodb://host/db", "mongodb:// targets are not supported yet"),
        ("git:.@A..B", "not supported as a target yet"),
        ("-", "not supported as a target yet"),
    ],
)
def test_a_target_that_cannot_be_opened_is_exit_2(tmp_path: Path, target: str, said: str) -> None:
    run = piimap("scan", target, cwd=tmp_path)

    assert run.code == 2
    assert said in one_line(run)


def test_an_empty_folder_is_nothing_to_scan(tmp_path: Path) -> None:
    run = piimap("scan", ".", cwd=tmp_path)

    assert run.code == 4
    assert "nothing to scan" in run.last


def test_files_that_no_reader_exists_for_are_counted_and_not_listed(tmp_path: Path) -> None:
    shop(tmp_path)
    (tmp_path / "shop" / "picture.bin").write_bytes(bytes(range(256)) * 40)

    run = piimap("scan", "shop", cwd=tmp_path)

    assert run.code == 0
    assert "2 files that no reader exists for" in run.err
    assert json.loads((tmp_path / "inventory.json").read_text())["unscanned"] == []


def test_a_truncated_database_is_listed_and_the_rest_is_scanned(tmp_path: Path) -> None:
    repo = shop(tmp_path)
    with sqlite3.connect(repo / "whole.db") as connection:
        connection.execute("CREATE TABLE t (email TEXT)")
        connection.executemany("INSERT INTO t VALUES (?)", [(f"a{i}@example.com",) for i in range(5000)])
    connection.close()
    (repo / "cut.db").write_bytes((repo / "whole.db").read_bytes()[:5000])

    run = piimap("scan", "shop", cwd=tmp_path)

    document = json.loads((tmp_path / "inventory.json").read_text())
    assert run.code == 0
    assert any("cut" in item["target"] for item in document["unscanned"])
    assert "shop/users#email" in [field["id"] for field in document["fields"]]


def test_what_was_not_examined_fails_in_ci_with_exit_3(tmp_path: Path) -> None:
    repo = shop(tmp_path)
    os.mkfifo(repo / "pipe.log")

    run = piimap("scan", "shop", cwd=tmp_path, CI="true")

    assert run.code == 3
    assert "could not be examined" in run.last
    assert piimap("scan", "shop", "--no-fail-on-incomplete", cwd=tmp_path, CI="true").code == 0


def test_gaps_come_before_incompleteness(tmp_path: Path) -> None:
    repo = shop(tmp_path)
    os.mkfifo(repo / "pipe.log")

    assert piimap("check", "shop", "--policy", "shop/privacy.md", cwd=tmp_path, CI="true").code == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_an_unreadable_file_is_listed(tmp_path: Path) -> None:
    repo = shop(tmp_path)
    (repo / "app.log").write_text("2026-01-01 10:00:00 INFO mail to ada@example.com\n" * 9)
    (repo / "app.log").chmod(0)

    piimap("scan", "shop", cwd=tmp_path)

    assert [i["target"] for i in json.loads((tmp_path / "inventory.json").read_text())["unscanned"]] == ["shop/app.log"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("policy.txt", b"", "empty"),
        (
            "policy.txt",
            b"Preheat the oven and beat three eggs with the sugar until the mixture is pale.",
            "no statement about personal data",
        ),
        ("policy.txt", bytes(range(256)) * 20, "text"),
        (
            "declaration.toml",
            b'[[statement]]\naction = "collect"\ncategories = ["user.shoe_size"]\n',
            "explain categories",
        ),
        ("declaration.toml", b"[[statement\n", "TOML"),
        ("gone.txt", None, "gone.txt"),
    ],
)
def test_a_policy_that_cannot_be_used_is_exit_2(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    shop(tmp_path)
    if content is not None:
        (tmp_path / name).write_bytes(content)

    run = piimap("check", "shop", "--policy", name, "-q", cwd=tmp_path)

    assert run.code == 2
    assert said in one_line(run)


def test_no_policy_at_all_is_exit_2(tmp_path: Path) -> None:
    shop(tmp_path)

    run = piimap("check", "shop", "-q", cwd=tmp_path)

    assert run.code == 2
    assert "give --policy FILE" in one_line(run)


def test_a_broken_configuration_is_exit_2_and_can_be_left_out(tmp_path: Path) -> None:
    shop(tmp_path)
    (tmp_path / "piimap.toml").write_text("[scan\n")

    run = piimap("scan", "shop", cwd=tmp_path)

    assert run.code == 2
    assert "no valid TOML" in one_line(run)
    assert piimap("scan", "shop", "--no-config", cwd=tmp_path).code == 0


def test_an_inventory_of_a_newer_model_is_exit_2(tmp_path: Path) -> None:
    shop(tmp_path)
    (tmp_path / "inventory.json").write_text('{"schema_version": "9.0.0"}')

    run = piimap("check", "--policy", "shop/privacy.md", cwd=tmp_path)

    assert run.code == 2
    assert "update piimap" in one_line(run)


def test_a_report_format_that_is_not_there_is_exit_2(tmp_path: Path) -> None:
    shop(tmp_path)

    run = piimap("check", "shop", "--policy", "shop/privacy.md", "-f", "sarf", "-q", cwd=tmp_path)

    assert run.code == 2
    assert "no report format 'sarf'" in one_line(run)


def test_a_wrong_option_is_exit_2(tmp_path: Path) -> None:
    assert piimap("scan", "--nope", cwd=tmp_path).code == 2


def test_a_file_name_that_is_no_utf_8_breaks_nothing(tmp_path: Path) -> None:
    repo = shop(tmp_path)
    with Path(os.fsdecode(os.fsencode(repo) + b"/caf\xe9.csv")).open("w") as file:
        file.write("email\nada@example.com\nbo@example.com\n")

    assert piimap("scan", "shop", cwd=tmp_path).code == 0
    assert "caf" in (tmp_path / "inventory.json").read_text("utf-8")


def test_code_nested_beyond_what_people_write_costs_that_file_and_no_other(tmp_path: Path) -> None:
    repo = shop(tmp_path)
    (repo / "deep.py").write_text("if a: pass\n" + "elif b: x = email\n" * 5000)
    (repo / "app.py").write_text("import logging\n\ndef f(user):\n    logging.info('mail to %s', user.email)\n")

    run = piimap("scan", "shop", cwd=tmp_path)

    document = json.loads((tmp_path / "inventory.json").read_text("utf-8"))
    assert run.code == 0
    assert [item["target"] for item in document["unscanned"]] == ["shop/deep.py"]
    assert any(store["name"] == "log:app.py" for store in document["stores"])


def test_an_inventory_that_cannot_be_written_is_exit_2(tmp_path: Path) -> None:
    shop(tmp_path)

    run = piimap("scan", "shop", "--inventory", "nowhere/x.json", "-q", cwd=tmp_path)

    assert run.code == 2
    assert "cannot be written" in run.err


def test_a_person_in_the_name_of_a_table_is_not_named(tmp_path: Path) -> None:
    repo = shop(tmp_path)
    (repo / "odd.sql").write_text('CREATE TABLE "mail.ada@example.com" (email text);\n')

    piimap("scan", "shop", cwd=tmp_path)

    assert "ada@example" not in (tmp_path / "inventory.json").read_text("utf-8")
