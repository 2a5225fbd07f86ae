# ruff: noqa: S608 - the SQL is the tests' own
from __future__ import annotations

import pickle
import sqlite3
from contextlib import closing
from pathlib import Path, PurePosixPath

import pytest

from scanner.model import Extent, FlowKind, Inventory
from scanner.sources.base import Unit
from scanner.sources.sqlite import SQLITE, sqlite_unit

EMAIL = "user.contact.email"


def build(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return path


def examine(path: Path) -> Inventory:
    return sqlite_unit(path, "shop").examine()


def held(inventory: Inventory) -> dict[str, set[str]]:
    return {field.id: {str(found.category) for found in field.categories} for field in inventory.fields}


def fill(path: Path, table: str, rows: int) -> Path:
    build(path, f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, email TEXT)")
    with closing(sqlite3.connect(path)) as connection:
        connection.executemany(
            f"INSERT INTO {table} VALUES (?, ?)", ((n, f"person{n}@example.org") for n in range(1, rows + 1))
        )
        connection.commit()
    return path


def test_a_column_is_found_by_its_values_whatever_it_is_called(tmp_path: Path) -> None:
    db = build(tmp_path / "a.db", "CREATE TABLE t (c1 TEXT, n INT)", "INSERT INTO t VALUES ('jane@example.org', 1)")

    inventory = examine(db)

    assert held(inventory) == {"shop/main.t#c1": {EMAIL}}
    assert [(e.target, e.extent) for e in inventory.examined] == [("shop/a.db", Extent.FULL)]
    assert inventory.evidence["shop/main.t#c1"][0].rows_examined == 1


def test_nothing_of_a_value_reaches_the_inventory(tmp_path: Path) -> None:
    db = build(
        tmp_path / "a.db",
        'CREATE TABLE "jane@example.org" ("bob@example.org" TEXT, "x#y/z.w" TEXT)',
        "INSERT INTO \"jane@example.org\" VALUES ('eve@example.org', 'eve@example.org')",
    )

    text = repr(examine(db))

    assert "@example.org" not in text
    assert "main.{user.contact.email}#x%23y%2Fz%2Ew" in text


def test_a_sample_of_a_large_table_is_spread_bounded_and_the_same_each_time(tmp_path: Path) -> None:
    db = fill(tmp_path / "a.db", "users", 30_000)
    build(db, "UPDATE users SET email = '' WHERE id < 29000")

    first, second = examine(db), examine(db)

    assert first == second
    assert held(first)["shop/main.users#email"] == {EMAIL}
    assert first.examined[0].extent is Extent.SAMPLED
    assert first.examined[0].bound == "a value that fewer than 1 row in 6,000 holds may be missed (95 % confidence)"


def test_foreign_keys_become_relations_with_their_delete_rule(tmp_path: Path) -> None:
    db = build(
        tmp_path / "a.db",
        "CREATE TABLE users (id INTEGER PRIMARY KEY)",
        "CREATE TABLE posts (author INTEGER REFERENCES users ON DELETE CASCADE)",
    )

    relations = {(r.upstream, r.downstream, r.on_delete) for r in examine(db).relations}

    assert relations == {
        ("shop/main.users#id", None, None),
        ("shop/main.posts#author", "shop/main.users#id", "CASCADE"),
    }


def test_a_view_is_a_store_and_its_columns_derive_from_the_tables(tmp_path: Path) -> None:
    db = fill(tmp_path / "a.db", "users", 5)
    build(db, "CREATE VIEW contacts AS SELECT u.email AS reach, count(*) AS n FROM users u GROUP BY 1")

    inventory = examine(db)

    assert [(s.name, s.kind) for s in inventory.stores] == [("main.contacts", "view"), ("main.users", "table")]
    assert [(f.upstream, f.downstream, f.kind) for f in inventory.flows] == [
        ("shop/main.users#email", "shop/main.contacts#reach", FlowKind.DERIVE)
    ]


@pytest.mark.parametrize(
    "name", ["Order Details", "group", 'a"b', "new\nline", "schlüssel 🗝", "a;drop table x", "rowid"]
)
def test_hostile_names_are_survived_and_stay_apart(tmp_path: Path, name: str) -> None:
    quoted = '"' + name.replace('"', '""') + '"'
    db = build(
        tmp_path / "a.db",
        f"CREATE TABLE {quoted} ({quoted} TEXT, plain TEXT)",
        f"INSERT INTO {quoted} VALUES ('jane@example.org', 'x')",
    )

    inventory = examine(db)

    assert len(inventory.fields) == 1
    assert not inventory.unscanned
    assert "\n" not in inventory.fields[0].id


def test_odd_tables_are_survived(tmp_path: Path) -> None:
    columns = ", ".join(f"c{n} TEXT" for n in range(1_500))
    db = build(
        tmp_path / "a.db",
        f"CREATE TABLE wide ({columns})",
        "INSERT INTO wide (c1499) VALUES ('jane@example.org')",
        "CREATE TABLE keyed (mail TEXT PRIMARY KEY, up TEXT AS (upper(mail))) WITHOUT ROWID",
        "INSERT INTO keyed VALUES ('bob@example.org')",
        "CREATE VIRTUAL TABLE words USING fts5(body)",
        "INSERT INTO words VALUES ('write to ann@example.org')",
        "CREATE TABLE hidden (rowid TEXT, oid TEXT, _rowid_ TEXT)",
        "INSERT INTO hidden VALUES ('kim@example.org', '', '')",
        "CREATE TABLE blobs (b BLOB, t TEXT)",
        "INSERT INTO blobs VALUES (x'00ff10', CAST(x'4dfc6c6c657220616e6e406578616d706c652e6f7267' AS TEXT))",
        "CREATE VIEW broken AS SELECT * FROM gone",
        "CREATE VIEW endless AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n FROM r LIMIT 10) SELECT n FROM r",
    )

    inventory = examine(db)

    assert set(held(inventory)) == {
        "shop/main.wide#c1499",
        "shop/main.keyed#mail",
        "shop/main.keyed#up",
        "shop/main.words#body",
        "shop/main.hidden#rowid",
        "shop/main.blobs#t",
    }
    assert [u.target for u in inventory.unscanned] == ["shop/a.db#broken"]


def test_of_a_truncated_database_what_can_be_read_is_read(tmp_path: Path) -> None:
    db = fill(tmp_path / "a.db", "users", 5_000)
    db.write_bytes(db.read_bytes()[: db.stat().st_size // 2])

    inventory = examine(db)

    assert held(inventory) == {"shop/main.users#email": {EMAIL}}
    assert [(u.target, u.reason) for u in inventory.unscanned] == [("shop/a.db#users", "damaged or truncated")]
    assert inventory.examined[0].extent is Extent.SAMPLED


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (bytes(range(256)) * 32, "encrypted, or not a SQLite database"),
        (b"SQLite format 3\x00", "encrypted, or not a SQLite database"),
    ],
)
def test_what_is_no_database_is_named_with_the_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "a.sqlite").write_bytes(content)

    assert SQLITE.recognises(PurePosixPath("a.sqlite"), content)
    assert [(u.target, u.reason) for u in examine(tmp_path / "a.sqlite").unscanned] == [("shop/a.sqlite", reason)]


def test_rows_still_in_the_write_ahead_log_are_read_and_nothing_is_written_beside(tmp_path: Path) -> None:
    writer = sqlite3.connect(tmp_path / "a.db")
    writer.execute("PRAGMA journal_mode=WAL")
    writer.execute("CREATE TABLE t (c TEXT)")
    writer.execute("INSERT INTO t VALUES ('jane@example.org')")
    writer.commit()
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    inventory = examine(tmp_path / "a.db")

    assert held(inventory) == {"shop/main.t#c": {EMAIL}}
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    writer.close()


def test_a_file_is_recognised_by_its_first_bytes_and_a_unit_pickles() -> None:
    assert SQLITE.recognises(PurePosixPath("backup.bin"), b"SQLite format 3\x00rest")
    assert not SQLITE.recognises(PurePosixPath("thumbs.db"), b"\xd0\xcf\x11\xe0" + b"\x00" * 5000)
    unit = Unit(SQLITE, "shop", Path(), ("a.db",))
    assert pickle.loads(pickle.dumps(unit)) == unit  # noqa: S301 - our own bytes
