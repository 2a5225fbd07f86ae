from __future__ import annotations

import bz2
import gzip
import json
import random
from pathlib import Path, PurePosixPath

import pytest

from detectors.model import Protection
from scanner.model import Extent, Inventory
from scanner.sources.base import Unit
from scanner.sources.logs import LOGS

EMAIL, USERNAME = "user.contact.email", "user.account.username"
PASSWORD, CREDENTIALS = "user.authorization.password", "user.authorization.credentials"
ACCESS = '203.0.113.7 - alice [10/Oct/2023:13:55:{:02d} +0000] "GET {} HTTP/1.1" 200 99 "-" "Mozilla/5.0 (X11)"'


def examine(folder: Path, *names: str) -> Inventory:
    return Unit(LOGS, "shop", folder, names).examine()


def of_text(folder: Path, *lines: str) -> dict[str, set[str]]:
    (folder / "app.log").write_text("\n".join(lines) + "\n")
    return held(examine(folder, "app.log"))


def held(inventory: Inventory) -> dict[str, set[str]]:
    return {field.path: {str(found.category) for found in field.categories} for field in inventory.fields}


def test_access_logs_are_read_by_slot_with_query_parameters_decoded(tmp_path: Path) -> None:
    found = of_text(tmp_path, *(ACCESS.format(n, f"/signup?email=p{n}%40example.org&x=1") for n in range(9)))

    assert found["request.query.email"] == {EMAIL}
    assert "request.path" not in found


def test_json_and_key_value_lines_give_paths(tmp_path: Path) -> None:
    found = of_text(
        tmp_path,
        json.dumps({"time": "2023-01-01T00:00:00Z", "msg": "hello", "user": {"mail": "jane@example.org"}}),
        '2023-01-01T00:00:01Z INFO app contact=bob@example.org msg="sent to eve@example.org"',
        '2023-01-01T00:00:01Z INFO app msg={"event": "login", "who": "kim@example.org"}',
    )

    assert found == {"user.mail": {EMAIL}, "contact": {EMAIL}, "message": {EMAIL}, "msg.who": {EMAIL}}


def test_user_names_in_ssh_logs_are_found_and_system_accounts_are_not(tmp_path: Path) -> None:
    line = "Dec 10 06:55:46 host sshd[{}]: {}"
    (tmp_path / "auth.log").write_text(
        "\n".join(
            [
                line.format(1, "Invalid user jmiller from 203.0.113.9"),
                line.format(2, "Accepted password for kjones from 203.0.113.9 port 22 ssh2"),
                line.format(3, "pam_unix(sshd:session): session opened for user root by (uid=0)"),
            ]
        )
    )

    found = held(examine(tmp_path, "auth.log"))

    assert found["message.ssh-user"] == {USERNAME}
    assert found["message.ssh-login"] == {USERNAME}
    assert "message.pam-user" not in found


@pytest.mark.parametrize(
    ("message", "category"),
    [
        ("password: hunter2-and-more", PASSWORD),
        ("connecting to postgres://app:s3cretword@db.internal/x", PASSWORD),
        ("headers Authorization: Bearer abcdef0123456789abcdef0123", CREDENTIALS),
    ],
)
def test_credentials_in_messages_are_found(tmp_path: Path, message: str, category: str) -> None:
    found = of_text(tmp_path, f"2023-01-01 00:00:00 INFO {message}")

    assert category in set().union(*found.values())


def test_addresses_of_the_own_network_in_messages_are_no_ones(tmp_path: Path) -> None:
    def line(address: str) -> str:
        return f"2023-01-01 00:00:00 INFO peer {address} answered"

    assert "message" not in of_text(tmp_path, *(line(f"10.0.0.{n}") for n in range(9)))
    assert of_text(tmp_path, *(line(f"203.0.113.{n}") for n in range(9)))["message"] == {"user.device.ip_address"}


def test_numbers_at_the_head_of_lines_are_no_telephone_numbers(tmp_path: Path) -> None:
    heads = ("03-17 16:14:01.{0}  1702  2105 D Power", "081109 203{0} 148 INFO dfs", "17/06/09 20:10:40 INFO x{0}")

    assert of_text(tmp_path, *(head.format(n) for head in heads for n in range(100, 200))) == {}


def test_a_masked_password_says_so(tmp_path: Path) -> None:
    (tmp_path / "app.log").write_text("2023-01-01 00:00:00 INFO login user_id=1 password=[FILTERED]\n")

    inventory = examine(tmp_path, "app.log")

    assert [field.protection for field in inventory.fields if field.path == "password"] == [Protection.MASKED]


def test_turns_of_a_rotated_log_are_one_store_and_evidence_names_each_file(tmp_path: Path) -> None:
    line = b"2023-0%d-01T00:00:00Z INFO started\n2023-0%d-02T00:00:00Z INFO mail to p%d@example.org\n"
    (tmp_path / "app.log").write_bytes(line % (3, 3, 3))
    (tmp_path / "app.log.1").write_bytes(line % (2, 2, 2))
    (tmp_path / "app.log-20230101.gz").write_bytes(gzip.compress(line % (1, 1, 1)))
    (tmp_path / "app.log.2.bz2").write_bytes(bz2.compress(b""))
    names = sorted(path.name for path in tmp_path.iterdir())

    inventory = examine(tmp_path, *names)

    assert {LOGS.group(PurePosixPath(name)) for name in names} == {"app.log"}
    assert [store.id for store in inventory.stores] == ["shop/app.log"]
    seen = inventory.evidence["shop/app.log#message"]
    assert [(e.path, e.line, e.count) for e in seen] == [
        ("app.log", 2, 1),
        ("app.log-20230101.gz", 2, 1),
        ("app.log.1", 2, 1),
    ]
    assert seen[0].first_seen == "2023-03-02T00:00:00+00:00"


def test_of_a_truncated_gzip_what_could_be_read_counts(tmp_path: Path) -> None:
    draw = random.Random(1)  # noqa: S311 - no secret
    text = "".join(f"2023-01-01 00:00:00 INFO mail to p{draw.random()}@example.org\n" for _ in range(9_000))
    (tmp_path / "app.log.gz").write_bytes(gzip.compress(text.encode())[:-2_000])

    inventory = examine(tmp_path, "app.log.gz")

    assert held(inventory) == {"message": {EMAIL}}
    assert [u.target for u in inventory.unscanned] == ["shop/app.log.gz"]


def test_hostile_lines_are_survived_and_no_value_gets_out(tmp_path: Path) -> None:
    (tmp_path / "app.log").write_bytes(
        b"\x00\xff\xfe\n"
        + b"a=" * 50_000
        + b"\n"
        + b'{"a":' * 20_000
        + b"\n"
        + b'{"jane@example.org": "bob@example.org", "id 4111111111111111": 1}\n'
        + b"".join(b'k%d="x" ' % n for n in range(5_000))
        + b"\n2023-01-01 00:00:00 INFO mail to eve@example.org\n"
        + b'"' * 60_000
        + b"\n"
        + b"x" * 3_000_000
    )

    inventory = examine(tmp_path, "app.log")

    assert "{user.contact.email}" in held(inventory)
    assert "message" in held(inventory)
    assert "@example.org" not in repr(inventory)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("logs/production.log", "anything", True),
        ("access_log", "anything", True),
        ("out.txt", "2023-01-01 10:00:00 INFO a\n2023-01-01 10:00:01 INFO b\n", True),
        ("events.jsonl", '{"ts": 1, "level": "info", "msg": "x"}\n', True),
        ("people.jsonl", '{"name": "x"}\n', False),
        ("syslog.1", "Dec 10 06:55:46 host cron[1]: x\n", True),
        ("README", "A text\nof some lines\n", False),
        ("login.py", "2023-01-01 10:00:00 INFO a\n", False),
        ("catalog", "2023 spring\n", False),
        ("core.log", "\x00\x01", False),
    ],
)
def test_logs_are_recognised_by_name_or_content(name: str, text: str, *, expected: bool) -> None:
    assert LOGS.recognises(PurePosixPath(name), text.encode()) is expected


def test_a_log_of_which_values_were_passed_over_does_not_claim_to_be_read_in_full(tmp_path: Path) -> None:
    def extent(lines: int) -> Extent:
        text = "".join(
            f'{{"time": "2026-01-01T10:00:00Z", "msg": "x", "request_no": "{n:09d}"}}\n' for n in range(lines)
        )
        (tmp_path / "app.log").write_text(text)
        (examined,) = Unit(LOGS, "shop", tmp_path, ("app.log",)).examine().examined
        return examined.extent

    assert (extent(100), extent(8000)) == (Extent.FULL, Extent.SAMPLED)
