"""Purposes compared: fideslang data uses are a tree of dotted keys."""

from __future__ import annotations


def is_use_within(use: str, given: str) -> bool:
    """Whether the data use is the given one or a kind of it."""
    return use == given or use.startswith(f"{given}.")
