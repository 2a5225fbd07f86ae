"""Gaps between an inventory and a declaration: one module a rule family, all of them pure."""
