"""Makes CallRoom's database, logs and exports out of a seed."""
