"""What personal data looks like: text, values or identifiers in, matches out. Knows no files."""
