"""Where the program with its own Python begins."""

import sys

from aijournal.__main__ import main

sys.exit(main())
