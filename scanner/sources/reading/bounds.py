"""How far a sample reaches, in one sentence that does not change with the number of rows."""

from __future__ import annotations


def missed_share(rows_examined: int) -> str:
    """What a sample of so many rows may have missed, by the rule of three (Hanley and Lippman-Hand, 1983).

    Rounded down to one digit, so that a few rows more or less give the same sentence.
    """
    within = max(rows_examined // 3, 1)
    digit = 10 ** (len(str(within)) - 1)
    return f"a value that fewer than 1 row in {within // digit * digit:,} holds may be missed (95 % confidence)"
