"""Inventory, gaps and policy in; the bytes of one format out. One module a format."""
