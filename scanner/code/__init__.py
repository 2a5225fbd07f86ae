"""Source code to collection points, stores and flows."""
