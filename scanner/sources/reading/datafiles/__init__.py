"""Files of records: CSV, JSON lines, JSON arrays."""
