"""The commands end to end: what they write, what they say, and with which code they exit."""

import json
from pathlib import Path

import jsonschema
import pytest

from scanner.inventory.schema_file import inventory_schema
from tests.scanner.cli.running import piimap, shop


def test_scan_writes_an_inventory_that_follows_the_schema(tmp_path: Path) -> None:
    repo = shop(tmp_path)

    run = piimap("scan", "shop", cwd=tmp_path)

    document = json.loads((tmp_path / "inventory.json").read_text())
    jsonschema.validate(document, inventory_schema())
    assert run.code == 0
    assert f"{repo.name}/users#email" in [field["id"] for field in document["fields"]]
    assert (tmp_path / "inventory.evidence.json").exists()


def test_a_second_scan_gives_the_same_bytes_and_a_moved_line_changes_none(tmp_path: Path) -> None:
    repo = shop(tmp_path)
    piimap("scan", "shop", cwd=tmp_path)
    before = (tmp_path / "inventory.json").read_bytes()
    seen = (tmp_path / "inventory.evidence.json").read_bytes()

    (repo / "schema.sql").write_text("-- a comment\n\n" + (repo / "schema.sql").read_text())
    piimap("scan", "shop", cwd=tmp_path)

    assert (tmp_path / "inventory.json").read_bytes() == before
    assert (tmp_path / "inventory.evidence.json").read_bytes() != seen


def test_where_it_is_scanned_from_changes_no_byte(tmp_path: Path) -> None:
    shop(tmp_path)
    piimap("scan", "shop", "--inventory", tmp_path / "a.json", cwd=tmp_path)
    piimap("scan", ".", "--inventory", tmp_path / "b.json", cwd=tmp_path / "shop")

    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_a_pool_of_processes_finds_what_one_process_finds(tmp_path: Path) -> None:
    repo = shop(tmp_path)
    for number in range(8):
        (repo / f"people{number}.csv").write_text("full_name,email\nAda Example,ada@example.com\n")
    piimap("scan", "shop", "--jobs", "1", "--inventory", "one.json", cwd=tmp_path)
    piimap("scan", "shop", "--jobs", "2", "--inventory", "two.json", cwd=tmp_path)

    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_check_fails_on_a_gap_and_says_so_last(tmp_path: Path) -> None:
    shop(tmp_path)

    run = piimap("check", "shop", "--policy", "shop/privacy.md", cwd=tmp_path)

    assert run.code == 1
    assert run.last.startswith("piimap: exit 1: 1 gaps at or over medium")
    assert "passport" in run.out


def test_check_as_json_gives_the_gap_its_place_and_its_claims(tmp_path: Path) -> None:
    shop(tmp_path)

    run = piimap("check", "shop", "--policy", "shop/privacy.md", "-f", "json", cwd=tmp_path)

    verdict = json.loads(run.out)
    (gap,) = [gap for gap in verdict["gaps"] if gap["rule"] == "PM101"]
    assert gap["categories"] == ["user.government_id.passport_number"]
    assert (gap["evidence"][0]["path"], gap["evidence"][0]["line"]) == ("schema.sql", 1)
    assert "never store card numbers" in json.dumps(verdict["claims"])


def test_a_higher_threshold_lets_it_pass(tmp_path: Path) -> None:
    shop(tmp_path)

    assert piimap("check", "shop", "--policy", "shop/privacy.md", "--fail-on", "critical", cwd=tmp_path).code == 0


def test_check_reads_the_inventory_that_scan_wrote(tmp_path: Path) -> None:
    shop(tmp_path)
    piimap("scan", "shop", cwd=tmp_path)

    assert piimap("check", "--policy", "shop/privacy.md", cwd=tmp_path).code == 1


def test_an_accepted_gap_no_longer_fails_and_prune_forgets_it_when_it_is_gone(tmp_path: Path) -> None:
    repo = shop(tmp_path)
    piimap("scan", "shop", cwd=tmp_path)
    accept = ("--reason", "goes in May", "--person", "Ada Example", "--expires", "2099-01-01")
    piimap("baseline", "create", *accept, "--policy", "shop/privacy.md", cwd=tmp_path)

    assert piimap("check", "--policy", "shop/privacy.md", cwd=tmp_path).code == 0
    assert piimap("check", "--policy", "shop/privacy.md", "--as-of", "2099-02-01", cwd=tmp_path).code == 1

    (repo / "schema.sql").write_text("CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, full_name TEXT);\n")
    piimap("scan", "shop", cwd=tmp_path)
    piimap("baseline", "prune", "--policy", "shop/privacy.md", cwd=tmp_path)

    assert "PM101" not in (tmp_path / "decisions.toml").read_text()


def test_check_against_an_older_inventory_fails_on_what_is_new_alone(tmp_path: Path) -> None:
    repo = shop(tmp_path)
    piimap("scan", "shop", "--inventory", "old.json", cwd=tmp_path)

    same = piimap("check", "shop", "--policy", "shop/privacy.md", "--diff", "old.json", cwd=tmp_path)
    (repo / "more.sql").write_text("CREATE TABLE patients (id INTEGER, diagnosis TEXT, blood_type TEXT);\n")
    more = piimap("check", "shop", "--policy", "shop/privacy.md", "--diff", "old.json", cwd=tmp_path)

    assert (same.code, more.code) == (0, 1)


def test_diff_names_what_was_added(tmp_path: Path) -> None:
    repo = shop(tmp_path)
    piimap("scan", "shop", "--inventory", "old.json", cwd=tmp_path)
    (repo / "more.sql").write_text("CREATE TABLE leads (id INTEGER, email TEXT);\n")
    piimap("scan", "shop", "--inventory", "new.json", cwd=tmp_path)

    assert "+ field shop/leads#email" in piimap("diff", "old.json", "new.json", cwd=tmp_path).out.splitlines()


def test_merge_is_the_same_in_any_order(tmp_path: Path) -> None:
    shop(tmp_path)
    (tmp_path / "crm").mkdir()
    (tmp_path / "crm" / "leads.csv").write_text("email\nada@example.com\nbo@example.com\n")
    for name in ("shop", "crm"):
        piimap("scan", name, "--inventory", f"{name}.json", cwd=tmp_path)
    piimap("merge", "shop.json", "crm.json", "-o", "a.json", cwd=tmp_path)
    piimap("merge", "crm.json", "shop.json", "-o", "b.json", cwd=tmp_path)

    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert len(json.loads((tmp_path / "a.json").read_text())["systems"]) == 2


def test_a_read_policy_can_be_corrected_and_used(tmp_path: Path) -> None:
    shop(tmp_path)
    piimap("policy", "read", "shop/privacy.md", "-o", "declaration.toml", cwd=tmp_path)

    run = piimap("check", "shop", "--policy", "declaration.toml", "-f", "json", cwd=tmp_path)

    assert [gap["rule"] for gap in json.loads(run.out)["gaps"] if gap["severity"] != "low"] == ["PM101"]


def test_trace_and_explain_answer_on_an_inventory(tmp_path: Path) -> None:
    shop(tmp_path)
    piimap("scan", "shop", cwd=tmp_path)

    assert "shop/users#email" in piimap("trace", "user.contact.email", cwd=tmp_path).out
    assert "user.contact.email" in piimap("explain", "shop/users#email", cwd=tmp_path).out
    assert "does not declare" in piimap("explain", "PM101", cwd=tmp_path).out


def test_detect_gives_spans_as_json_lines_and_no_text(tmp_path: Path) -> None:
    line = json.dumps({"id": "1", "text": "Write to ada@example.com soon"})

    run = piimap("detect", "-f", "jsonl", "--no-entities", cwd=tmp_path, stdin=line + "\n")

    (span,) = json.loads(run.out)["spans"]
    assert (span["start"], span["end"], span["category"]) == (9, 24, "user.contact.email")
    assert "ada" not in run.out


def test_lineage_sql_gives_edges(tmp_path: Path) -> None:
    (tmp_path / "v.sql").write_text("CREATE VIEW v AS SELECT email AS mail FROM users;")

    edges = json.loads(piimap("lineage", "sql", "v.sql", "-f", "json", cwd=tmp_path).out)["edges"]

    assert {
        "from": {"table": "users", "column": "email"},
        "to": {"table": "v", "column": "mail"},
        "kind": "direct",
    } in edges


def test_init_writes_a_configuration_that_works_and_leaves_what_is_there(tmp_path: Path) -> None:
    piimap("init", cwd=tmp_path)
    (tmp_path / "piimap-ci.yml").write_text("mine")
    again = piimap("init", cwd=tmp_path)

    assert piimap("scan", ".", cwd=tmp_path).code in (0, 4)
    assert "kept piimap.toml" in again.err
    assert (tmp_path / "piimap-ci.yml").read_text() == "mine"


@pytest.mark.parametrize(("color", "expected"), [("always", True), ("never", False), ("auto", False)])
def test_colour_is_for_terminals_and_those_who_ask(tmp_path: Path, color: str, expected: bool) -> None:  # noqa: FBT001
    shop(tmp_path)

    assert ("\x1b[" in piimap("scan", "shop", "--color", color, cwd=tmp_path).out) is expected


def test_force_color_and_no_color_are_heeded(tmp_path: Path) -> None:
    shop(tmp_path)

    assert "\x1b[" in piimap("scan", "shop", cwd=tmp_path, FORCE_COLOR="1").out
    assert "\x1b[" not in piimap("scan", "shop", cwd=tmp_path, FORCE_COLOR="1", NO_COLOR="1").out


def test_a_hostile_scanner_folder_in_the_scanned_tree_is_never_run(tmp_path: Path) -> None:
    repo = shop(tmp_path)
    for name in ("scanner", "detectors", "reports"):
        (repo / name).mkdir()
        (repo / name / "__init__.py").write_text("raise SystemExit('theirs ran')")
        (repo / name / "__main__.py").write_text("raise SystemExit('theirs ran')")

    run = piimap("check", ".", "--policy", "privacy.md", cwd=repo)

    assert run.code == 1
    assert "theirs ran" not in run.out + run.err
