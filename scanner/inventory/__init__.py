"""inventory.json and its evidence file: read, write, merge, compare; the JSON Schemas lie in schema/."""
