"""SQLite databases: tables, views, keys and values, read without a write."""
