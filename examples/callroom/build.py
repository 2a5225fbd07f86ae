"""Builds CallRoom's data: `python examples/callroom/build.py OUTDIR` writes data/, logs/ and exports/ there."""

import sys
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent))  # so that the file can also be loaded by its path

from builder.database import write_database  # noqa: E402 -- needs the path above
from builder.exports import write_exports  # noqa: E402
from builder.logs import write_logs  # noqa: E402
from builder.people import invent_people  # noqa: E402

SEED = 20260303


def build(directory: Path) -> None:
    """Writes the same bytes into the directory each time; what was there under these names is replaced."""
    random = Random(SEED)
    users = invent_people(random, 900, mark="")
    leads = invent_people(random, 400, mark="l")
    (directory / "data").mkdir(parents=True, exist_ok=True)
    write_database(directory / "data" / "callroom.db", random, users, leads)
    write_logs(directory / "logs", random, users)
    write_exports(directory / "exports", random, users, leads)


def main() -> int:
    if len(sys.argv) != 2:
        print("usage: build.py OUTDIR", file=sys.stderr)
        return 2
    build(Path(sys.argv[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
