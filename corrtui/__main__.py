"""`python -m corrtui`."""

from corrtui.cli import main

main()
