"""SQL to schemas and column lineage. The only home of sqlglot."""
