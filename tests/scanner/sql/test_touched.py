# ruff: noqa: S608 - the SQL is the tests' own
from __future__ import annotations

import pytest

from scanner.sql.touched import Parameter, touched


def test_an_insert_tells_which_parameter_meets_which_column() -> None:
    (access,) = touched(
        "INSERT INTO users (email, name) VALUES (%s, lower(%s)) ON CONFLICT (email) DO UPDATE SET name = %s"
    )

    assert (access.action, access.table, access.columns) == ("insert", "users", ("email", "name"))
    assert access.parameters == (Parameter("email", 0), Parameter("name", 1), Parameter("name", 2))


@pytest.mark.parametrize(
    ("mark", "name"), [("?", 0), ("%s", 0), (":mail", "mail"), ("%(mail)s", "mail"), ("@mail", "mail"), ("$1", "p1")]
)
def test_every_style_of_placeholder_is_read(mark: str, name: str | int) -> None:
    (access,) = touched(f"UPDATE users SET email = {mark}")

    assert access.parameters == (Parameter("email", name),)


def test_what_only_chooses_rows_is_a_filter() -> None:
    update, delete = touched("UPDATE users SET phone = ? WHERE id = ?; DELETE FROM users WHERE email = ?")

    assert (update.parameters, update.filters) == ((Parameter("phone", 0),), (Parameter("id", 1),))
    assert (delete.action, delete.filters) == ("delete", (Parameter("email", 2),))


def test_a_join_reads_from_both_tables() -> None:
    accesses = touched("SELECT u.email, o.name FROM users u JOIN orgs o ON o.id = u.org WHERE o.name = :n")

    assert {(a.table, a.columns) for a in accesses} == {("users", ("email",)), ("orgs", ("name",))}
    assert [a.filters for a in accesses if a.table == "orgs"] == [(Parameter("name", "n"),)]


@pytest.mark.parametrize(
    "text", ["hello world", "Select your country from the list", "update your profile", "", "%", "((("]
)
def test_english_is_no_sql(text: str) -> None:
    assert touched(text) == ()
