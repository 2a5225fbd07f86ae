"""Policy text to statements that an inventory can be held against."""
