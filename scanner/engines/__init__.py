"""How units of work are run: in this process or in a pool of processes."""
