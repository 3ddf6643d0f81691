"""`python -m postil.cli` is `postil`."""

from postil.cli import main

main()
