"""The configuration is read, and each mistake in it is one clear line."""

from pathlib import Path

import pytest

from scanner.config import PolicyConfig, load_config, read_config
from scanner.errors import InvalidConfiguration
from scanner.model import Severity

WHOLE = """
[scan]
exclude = ["docs/"]
[check]
fail_on = "high"
[systems.shop]
role = "controller"
own_domains = ["shop.example"]
[[policy]]
file = "privacy.md"
systems = ["shop"]
"""


def test_piimap_toml_is_read(tmp_path: Path) -> None:
    (tmp_path / "piimap.toml").write_text(WHOLE)

    config = load_config(tmp_path)

    assert config.exclude == ("docs/",)
    assert config.fail_on is Severity.HIGH
    assert config.own_domains == ("shop.example",)
    assert config.policies == (PolicyConfig("privacy.md", ("shop",)),)


def test_the_table_in_pyproject_is_read(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.piimap.scan]\nexclude = ["a"]\n')

    assert load_config(tmp_path).exclude == ("a",)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load_config(tmp_path).fail_on is Severity.MEDIUM


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[scan\n", "no valid TOML"),
        ("[scna]\n", "unknown key 'scna'"),
        ("[scan]\nexclud = []\n", "unknown key 'exclud'"),
        ('[scan]\nexclude = "docs"\n', "list of strings"),
        ('[systems.shop]\nrole = "owner"\n', "controller, processor or unknown"),
        ('[check]\nfail_on = "severe"\n', "fail_on is one of"),
        ("[[policy]]\n", "needs file"),
        ("systems = 3\n", "is no table"),
        ("policy = 3\n", "is no list of tables"),
        ("check = 1\n", "is no table"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "piimap.toml"
    path.write_text(text)

    with pytest.raises(InvalidConfiguration, match=said):
        read_config(path)


def test_a_missing_file_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(InvalidConfiguration, match="piimap init"):
        read_config(tmp_path / "none.toml")
