"""A privacy policy to checkable statements, each with its quote."""
