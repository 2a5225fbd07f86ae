"""`python -I -m scanner` is the command `piimap`, safe to run inside any repository."""

from scanner.cli.main import main

main()
