from __future__ import annotations

from pathlib import Path, PurePosixPath

from scanner.model import Extent
from scanner.sources.base import Unit
from scanner.sources.ddl import DDL


def test_tables_of_schema_files_are_stores_judged_by_name_alone(tmp_path: Path) -> None:
    (tmp_path / "1.sql").write_text("CREATE TABLE shop.users (id int PRIMARY KEY, email text, note text);")
    (tmp_path / "2.sql").write_text(
        "CREATE TABLE posts (author int REFERENCES shop.users (id) ON DELETE CASCADE);\n"
        "INSERT INTO posts VALUES (1);\nALTER TABLE shop.users ADD COLUMN phone text;\n"
    )

    inventory = Unit(DDL, "web", tmp_path, ("1.sql", "2.sql")).examine()

    assert [store.id for store in inventory.stores] == ["web/posts", "web/shop.users"]
    assert {field.id for field in inventory.fields} == {"web/shop.users#email", "web/shop.users#phone"}
    assert ("web/posts#author", "web/shop.users#id", "CASCADE") in {
        (r.upstream, r.downstream, r.on_delete) for r in inventory.relations
    }
    assert {e.extent for e in inventory.examined} == {Extent.NAMES_ONLY}
    assert [(u.target, u.reason) for u in inventory.unscanned] == [
        ("web/2.sql", "values of SQL dumps are not read yet")
    ]


def test_binary_and_other_files_are_left_alone() -> None:
    assert DDL.recognises(PurePosixPath("db/schema.sql"), b"CREATE TABLE t (x int)")
    assert not DDL.recognises(PurePosixPath("db/schema.sql"), b"\x00\x01")
    assert not DDL.recognises(PurePosixPath("migrate.py"), b"CREATE TABLE t (x int)")
