"""Dependency files: vendors whose libraries are installed."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from scanner.model import Inventory, Use
from scanner.sources.base import Unit
from scanner.sources.dependencies import DEPENDENCIES


def _scan(tmp_path: Path, name: str, text: str) -> Inventory:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    assert DEPENDENCIES.recognises(PurePosixPath(name), text.encode()[:8192])
    return Unit(DEPENDENCIES, "shop", tmp_path, (name,)).examine()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("requirements.txt", "Django==5\nstripe>=7  # payments\n# twilio\n-r base.txt\n"),
        ("requirements/prod.txt", "stripe[async]==7 \\\n    --hash=sha256:00\n"),
        ("pyproject.toml", '[project]\nname = "twilio"\ndependencies = [\n  "stripe>=7",\n]\n[tool.x]\ntwilio = "1"\n'),
        ("pyproject.toml", '[tool.poetry.dependencies]\npython = "^3"\nstripe = "^7"\n'),
        ("Pipfile", '[packages]\nstripe = "*"\n'),
        ("poetry.lock", '[[package]]\nname = "stripe"\nversion = "7"\n'),
        ("Pipfile.lock", '{"default": {"stripe": {"version": "==7"}}}'),
        ("package.json", '{"name": "twilio", "dependencies": {"@stripe/stripe-js": "1"}, "scripts": {"twilio": "x"}}'),
        ("package-lock.json", '{"packages": {"node_modules/stripe": {"version": "1"}}}'),
        ("yarn.lock", '"@stripe/stripe-js@^1.0.0":\n  version "1"\n'),
        ("Gemfile", "gem 'stripe', '~> 1'\n# gem 'twilio-ruby'\n"),
        ("Gemfile.lock", "GEM\n  specs:\n    stripe (1.0)\n"),
        ("go.mod", "module twilio\nrequire (\n\tgithub.com/stripe/stripe-go/v76 v76.0.0\n)\n"),
        ("composer.json", '{"require": {"stripe/stripe-php": "*"}}'),
        ("pom.xml", "<dependency><groupId>com.stripe</groupId>\n<artifactId>stripe-java</artifactId></dependency>"),
        ("build.gradle", "implementation 'com.stripe:stripe-java:24.0.0'\n"),
    ],
)
def test_the_library_of_a_vendor_is_a_mention(tmp_path: Path, name: str, text: str) -> None:
    found = _scan(tmp_path, name, text)

    assert {node.id: node.use for node in found.recipients} == {"stripe": Use.MENTIONED}
    assert [entry.target for entry in found.examined] == [f"shop/{name}"]


def test_the_line_of_the_dependency_is_told(tmp_path: Path) -> None:
    found = _scan(tmp_path, "requirements.txt", "Django==5\n\nstripe==7\n")

    assert [entry.line for entry in found.evidence["stripe"]] == [3]


@pytest.mark.parametrize(
    ("name", "text"), [("package.json", "{"), ("pyproject.toml", "[[["), ("package.json", "[" * 9_000)]
)
def test_a_broken_file_is_told_and_nothing_raised(tmp_path: Path, name: str, text: str) -> None:
    found = _scan(tmp_path, name, text)

    assert [entry.target for entry in found.unscanned] == [f"shop/{name}"]
    assert found.recipients == ()


def test_other_files_are_not_recognised() -> None:
    assert not DEPENDENCIES.recognises(PurePosixPath("notes.txt"), b"stripe")
