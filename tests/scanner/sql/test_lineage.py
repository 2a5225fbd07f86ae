# ruff: noqa: S608 - the SQL is the tests' own
from __future__ import annotations

import json

import pytest

from scanner.sql.lineage import DIRECT, INDIRECT, as_json, column_lineage, lineage
from scanner.sql.schema import Table, tables_of

SCHEMA = tables_of("CREATE TABLE users (id int, email text, org int); CREATE TABLE orgs (id int, name text)")


def direct(sql: str, schema: tuple[Table, ...] = SCHEMA) -> set[str]:
    return {
        f"{edge.from_table}.{edge.from_column}>{edge.to_table}.{edge.to_column}"
        for edge in column_lineage(sql, schema=schema)
        if edge.kind == DIRECT
    }


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("CREATE VIEW v AS SELECT u.email AS mail FROM users u", {"users.email>v.mail"}),
        ("CREATE VIEW v (p, q) AS SELECT id, email FROM users", {"users.id>v.p", "users.email>v.q"}),
        ("CREATE TABLE t AS SELECT * FROM orgs", {"orgs.id>t.id", "orgs.name>t.name"}),
        ("INSERT INTO t (a) WITH c AS (SELECT email AS e FROM users) SELECT e FROM c", {"users.email>t.a"}),
        ("WITH c AS (SELECT email FROM users) INSERT INTO t SELECT email FROM c", {"users.email>t.email"}),
        ("SELECT email FROM users UNION SELECT name FROM orgs", {"users.email>.email", "orgs.name>.email"}),
        ("SELECT name || email AS x FROM users JOIN orgs ON org = orgs.id", {"users.email>.x", "orgs.name>.x"}),
        ("SELECT (SELECT max(name) FROM orgs WHERE orgs.id = u.org) AS n FROM users u", {"orgs.name>.n"}),
        ("UPDATE users SET email = o.name FROM orgs o WHERE o.id = users.org", {"orgs.name>users.email"}),
        (
            "MERGE INTO users u USING orgs o ON u.org = o.id WHEN MATCHED THEN UPDATE SET email = o.name",
            {"orgs.name>users.email"},
        ),
        ("WITH RECURSIVE r (n) AS (SELECT id FROM users UNION ALL SELECT n FROM r) SELECT n FROM r", {"users.id>.n"}),
        ("UPDATE u SET u.email = o.name FROM users u JOIN orgs o ON o.id = u.org", {"orgs.name>users.email"}),
        ("WITH s AS (SELECT name FROM orgs) UPDATE users SET email = s.name FROM s", {"orgs.name>users.email"}),
        ("CREATE PROCEDURE p() AS BEGIN INSERT INTO t (a) SELECT email FROM users; END", {"users.email>t.a"}),
        ("SELECT email FROM ((users AS u JOIN orgs AS o ON o.id = u.org))", {"users.email>.email"}),
        ("SELECT * FROM elsewhere", {"elsewhere.*>.*"}),
        (
            "CREATE TABLE a AS SELECT p, q FROM x; INSERT INTO b SELECT * FROM a",
            {"x.p>a.p", "x.q>a.q", "a.p>b.p", "a.q>b.q"},
        ),
    ],
)
def test_values_are_followed_to_where_they_go(sql: str, expected: set[str]) -> None:
    assert direct(sql) == expected


def test_columns_that_only_choose_the_rows_are_indirect() -> None:
    edges = column_lineage("SELECT email FROM users WHERE org = 3", schema=SCHEMA)

    assert [(edge.from_column, edge.kind) for edge in edges] == [("email", DIRECT), ("org", INDIRECT)]


def test_a_statement_that_does_not_parse_is_told_and_costs_no_other() -> None:
    result = lineage("SELEC broken FROM; SELECT email FROM users", schema=SCHEMA)

    assert [failure.statement for failure in result.failures] == [1]
    assert "broken" not in result.failures[0].reason
    assert [edge.from_column for edge in result.edges] == ["email"]


def test_stars_over_stars_stay_bounded() -> None:
    query = "WITH c0 AS (SELECT * FROM users)" + "".join(f", c{n} AS (SELECT *, * FROM c{n - 1})" for n in range(1, 40))

    assert direct(f"{query} SELECT * FROM c39") == {"users.id>.id", "users.email>.email", "users.org>.org"}


def test_json_follows_the_contract() -> None:
    printed = json.loads(as_json(column_lineage("SELECT email FROM users", schema=SCHEMA)))

    assert printed["edges"] == [
        {"from": {"table": "users", "column": "email"}, "to": {"table": "", "column": "email"}, "kind": "direct"}
    ]
