"""Log files: lines to slots, slots to categories."""
