"""The click commands: the only place that prints, prompts or exits."""
