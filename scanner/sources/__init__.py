"""One module a kind of place: databases, data files, logs, code, infrastructure."""
