from __future__ import annotations

import bz2
import gzip
import json
import lzma
from pathlib import Path, PurePosixPath

import pytest

from scanner.model import Extent, Inventory
from scanner.sources.base import Unit
from scanner.sources.datafiles import DATA_FILES

EMAIL = "user.contact.email"


def examine(folder: Path, name: str, content: bytes) -> Inventory:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return Unit(DATA_FILES, "shop", folder, (name,)).examine()


def paths(inventory: Inventory) -> set[str]:
    return {field.path for field in inventory.fields if EMAIL in {found.category for found in field.categories}}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimited_files_are_read_in_every_encoding_and_with_every_delimiter(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    rows = [["id", "reach", "town"], *([str(n), f"p{n}@example.org", "Köln, Süd"] for n in range(30))]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)

    inventory = examine(tmp_path, "out/people.csv", text.encode(encoding))

    assert paths(inventory) == {"reach"}
    assert [(s.id, s.kind) for s in inventory.stores] == [("shop/out/people.csv", "file")]
    assert inventory.examined[0].extent is Extent.FULL


def test_a_file_without_a_header_loses_no_row_and_shows_none(tmp_path: Path) -> None:
    inventory = examine(tmp_path, "people.csv", b"1,jane@example.org\n2,bob@example.org\n")

    assert paths(inventory) == {"column_2"}
    assert inventory.evidence[inventory.fields[0].id][0].rows_examined == 2


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)])
def test_compressed_json_lines_are_read(tmp_path: Path, suffix: str, pack: object) -> None:
    raw = b"".join(json.dumps({"n": n, "user": {"mail": f"p{n}@example.org"}}).encode() + b"\n" for n in range(9))
    assert callable(pack)

    inventory = examine(tmp_path, f"dump.jsonl{suffix}", pack(raw))

    assert len(inventory.fields) == 1
    assert inventory.fields[0].path.startswith("user")


@pytest.mark.parametrize(
    "text",
    [
        '[{"mail": "jane@example.org"}, {"mail": null}]',
        '{"total": 2, "data": [{"mail": "jane@example.org"}, {"mail": "bob@example.org"}]}',
        '\ufeff[\n {"mail": "jane@example.org"}\n]',
    ],
)
def test_arrays_of_objects_are_read(tmp_path: Path, text: str) -> None:
    assert DATA_FILES.recognises(PurePosixPath("people.json"), text.encode())
    assert paths(examine(tmp_path, "people.json", text.encode())) == {"mail"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("package.json", '{"name": "x", "users": [{"a": 1}]}'),
        ("tsconfig.build.json", '[{"a": 1}]'),
        ("package-lock.json", '{"packages": {}}'),
        ("person.schema.json", '[{"a": 1}]'),
        ("locales/de.json", '[{"a": "b"}]'),
        ("settings.json", '{"editor": true}'),
        ("notes.json", '["a", "b"]'),
        ("app.jsonl", '{"time": "2024-01-01T00:00:00Z", "msg": "started"}\n'),
        ("readme.md", "a,b\n1,2\n"),
        ("empty.csv", ""),
    ],
)
def test_what_configures_translates_or_logs_is_no_data_file(name: str, text: str) -> None:
    assert not DATA_FILES.recognises(PurePosixPath(name), text.encode())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cut.csv.gz", gzip.compress(b"mail\n" + b"".join(b"p%d@example.org\n" % n for n in range(5000)))[:-300]),
        ("cut.json", b'[{"mail": "jane@example.org"}, {"mail": "bo'),
        ("odd.jsonl", b'{"mail": "jane@example.org"}\nnot json\n' + b"[" * 100_000 + b"\n"),
    ],
)
def test_of_a_broken_file_what_can_be_read_counts_and_the_rest_is_named(
    tmp_path: Path, name: str, content: bytes
) -> None:
    inventory = examine(tmp_path, name, content)

    assert paths(inventory) == {"mail"}
    assert [u.target for u in inventory.unscanned] == [f"shop/{name}"]


def test_a_large_file_is_sampled_over_its_whole_length(tmp_path: Path) -> None:
    lines = ["id,note", *(f"{n},{'write to jane@example.org' if n > 99_000 else 'nothing'}" for n in range(100_000))]

    inventory = examine(tmp_path, "notes.csv", "\n".join(lines).encode())

    assert paths(inventory) == {"note"}
    assert inventory.examined[0].extent is Extent.SAMPLED


PEOPLE = [f"{first}{last}" for first in ("anna", "bert", "carl", "dora", "emil") for last in ("x", "y", "z", "w")]


@pytest.mark.parametrize("nested", [True, False])
def test_keys_that_vary_from_record_to_record_are_no_names_of_fields(tmp_path: Path, nested: bool) -> None:  # noqa: FBT001
    records = [{person: {"email": f"{person}@mail.example.com"}} for person in PEOPLE]
    lines = ({"scores": record} if nested else record for record in records)
    (tmp_path / "people.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))

    found = Unit(DATA_FILES, "shop", tmp_path, ("people.jsonl",)).examine()

    assert [field.path for field in found.fields] == ["scores.*.email" if nested else "*.email"]


def test_a_person_in_the_first_row_is_no_heading(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("Ada Example,ada@mail.example.com\nBo Sample,bo@mail.example.com\n" * 3)

    found = Unit(DATA_FILES, "shop", tmp_path, ("people.csv",)).examine()

    assert "Ada" not in repr(found)
