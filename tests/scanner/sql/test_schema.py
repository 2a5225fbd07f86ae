from __future__ import annotations

import pytest

from scanner.sql.schema import ForeignKey, TableColumn, tables_of
from scanner.sql.statements import split

DUMP = r"""
-- a comment; with a semicolon
CREATE TABLE "users" (id serial PRIMARY KEY, "E-Mail" varchar(255) DEFAULT 'a;b',
  org integer REFERENCES orgs (id) ON DELETE CASCADE);
COPY public.users (id, email) FROM stdin;
1	it's; not SQL
\.
CREATE FUNCTION f() RETURNS int AS $body$ BEGIN; CREATE TABLE not_this (x int); END $body$ LANGUAGE plpgsql;
CREATE TABLE broken (((;
CREATE TABLE public.posts (id int, author int, PRIMARY KEY (id));
ALTER TABLE ONLY public.posts ADD CONSTRAINT fk FOREIGN KEY (author) REFERENCES users (id) ON DELETE SET NULL;
ALTER TABLE users ADD COLUMN phone text;
"""


def test_tables_columns_and_keys_are_read_from_a_dump_and_what_is_broken_is_passed_over() -> None:
    tables = {table.name: table for table in tables_of(DUMP)}

    assert sorted(tables) == ["public.posts", "users"]
    assert [column.name for column in tables["users"].columns] == ["id", "E-Mail", "org", "phone"]
    assert tables["users"].columns[1] == TableColumn("E-Mail", "VARCHAR(255)")
    assert tables["users"].keys == (ForeignKey(("org",), "orgs", ("id",), "CASCADE"),)
    assert tables["public.posts"].keys == (ForeignKey(("author",), "users", ("id",), "SET NULL"),)
    assert tables["public.posts"].primary_key == ("id",)


def test_a_mysql_dump_with_backticks_and_escaped_quotes_is_read() -> None:
    dump = r"""CREATE TABLE `m` (`a` int(11) NOT NULL AUTO_INCREMENT, `mail` varchar(20), PRIMARY KEY (`a`),
      CONSTRAINT `c` FOREIGN KEY (`a`) REFERENCES `users` (`id`) ON DELETE CASCADE) ENGINE=InnoDB;
      INSERT INTO `m` VALUES (1,'it\'s; here'); CREATE TABLE `n` (`x` int) ENGINE=InnoDB;"""

    first, second = tables_of(dump)

    assert [column.name for column in first.columns] == ["a", "mail"]
    assert first.keys[0].on_delete == "CASCADE"
    assert second.name == "n"


@pytest.mark.parametrize("text", ["", ";;;", "'", '"', "$$", "/*", "((((" * 2000, "CREATE TABLE", "\x00\ufffd;"])
def test_text_that_is_no_sql_gives_no_table_and_raises_nothing(text: str) -> None:
    assert tables_of(text) == ()


def test_statements_are_cut_outside_strings_comments_and_dollar_quotes_alone() -> None:
    statements = [s.strip() for s in split("SELECT ';'; SELECT $$;$$; /* ; */ SELECT 1 -- ;\n; SELECT \";\"")]

    assert statements == ["SELECT ';'", "SELECT $$;$$", "/* ; */ SELECT 1 -- ;", 'SELECT ";"']
