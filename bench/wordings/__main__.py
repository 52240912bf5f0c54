"""``python -m bench.wordings``."""

from bench.wordings import main

main()
