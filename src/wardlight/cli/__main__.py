"""``python -m wardlight.cli``."""

import sys

from wardlight.cli.main import run

sys.exit(run())
