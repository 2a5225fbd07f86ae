"""Which files are the program itself, and which only test or describe it."""

from __future__ import annotations

from pathlib import PurePosixPath

_TEST_FOLDERS = frozenset(
    {"tests", "test", "testing", "docs", "doc", "examples", "fixtures", "benchmarks", "testdata", "spec", "__mocks__"}
)


def is_test(path: str) -> bool:
    """Whether a file tests or documents the program: what it does with data happens to nobody."""
    file = PurePosixPath(path)
    named = file.name.startswith("test_") or file.stem.endswith("_test") or file.name in {"conftest.py", "tests.py"}
    return named or any(part.casefold() in _TEST_FOLDERS for part in file.parts[:-1])


def is_migration(path: str) -> bool:
    """Whether a file changes a schema: Alembic and Django keep them under these names."""
    folders = PurePosixPath(path).parts[:-1]
    return "migrations" in folders or "alembic" in folders or (len(folders) > 1 and folders[-1] == "versions")
