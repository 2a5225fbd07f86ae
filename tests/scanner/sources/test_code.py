"""The source of Python code: what it reads, how it groups, and how it takes bad input."""

from __future__ import annotations

import pickle
from pathlib import Path, PurePosixPath

from scanner.sources.base import Unit
from scanner.sources.code import CODE


def unit(root: Path, *files: str) -> Unit:
    return Unit(CODE, "shop", root, files)


def test_python_files_are_recognised_and_form_one_unit() -> None:
    assert CODE.recognises(PurePosixPath("a/b.py"), b"")
    assert not CODE.recognises(PurePosixPath("a/b.pyc"), b"")
    assert CODE.group(PurePosixPath("a/b.py")) == CODE.group(PurePosixPath("c.py")) == ""


def test_a_unit_can_be_sent_to_another_process(tmp_path: Path) -> None:
    assert pickle.loads(pickle.dumps(unit(tmp_path, "a.py"))) == unit(tmp_path, "a.py")  # noqa: S301 - our own


def test_a_file_that_parses_in_part_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("import logging\ndef f(user):\n    logging.info('%s', user.email)\n\nclass ((:\n")

    inventory = unit(tmp_path, "a.py").examine()

    assert [entry.target for entry in inventory.unscanned] == ["shop/a.py"]
    assert len(inventory.flows) == 1


def test_missing_and_huge_files_are_listed(tmp_path: Path) -> None:
    (tmp_path / "huge.py").write_bytes(b"x = 1\n" * 200_000)

    inventory = unit(tmp_path, "gone.py", "huge.py").examine()

    assert [entry.target for entry in inventory.unscanned] == ["shop/gone.py", "shop/huge.py"]


def test_binary_deep_and_old_files_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "binary.py").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "deep.py").write_text("x = " + "(" * 3000 + "1" + ")" * 3000 + "\n" + "y = " + "1+" * 5000 + "1\n")
    (tmp_path / "old.py").write_bytes(
        b"# -*- coding: latin-1 -*-\ndef f(user):\n    print 'to %s' % user.email # \xe9\n"
    )
    (tmp_path / "blocks.py").write_text("".join(" " * depth + "if x:\n" for depth in range(300)) + " " * 300 + "pass\n")

    inventory = unit(tmp_path, "binary.py", "blocks.py", "deep.py", "old.py").examine()

    assert [flow.downstream for flow in inventory.flows] == ["shop/log:old.py#to *[1]"]


def test_nothing_in_the_files_is_run(tmp_path: Path) -> None:
    (tmp_path / "evil.py").write_text(f"open({str(tmp_path / 'pwned')!r}, 'w').write('x')\n")

    unit(tmp_path, "evil.py").examine()

    assert not (tmp_path / "pwned").exists()


def test_the_same_files_give_the_same_inventory(tmp_path: Path) -> None:
    source = "import logging\ndef f(user, member):\n    logging.info('%s %s', user.email, member.phone)\n"
    (tmp_path / "a.py").write_text(source)
    (tmp_path / "b.py").write_text(source)

    assert unit(tmp_path, "a.py", "b.py").examine() == unit(tmp_path, "b.py", "a.py").examine()


def test_an_address_in_a_file_name_stays_out_of_the_ids(tmp_path: Path) -> None:
    name = "jane.doe@example.com/app.py"
    (tmp_path / name).parent.mkdir()
    (tmp_path / name).write_text("import logging\ndef f(user):\n    logging.info('%s', user.email)\n")

    inventory = unit(tmp_path, name).examine()

    assert "jane.doe" not in repr(inventory)
