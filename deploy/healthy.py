"""Whether a service of ours answers: `python healthy.py http://127.0.0.1:5005/health` ends with 0 when it does."""

from __future__ import annotations

import sys
import urllib.request

SECONDS = 5

try:
    with urllib.request.urlopen(sys.argv[1], timeout=SECONDS):
        pass
except OSError as error:
    sys.exit(str(error))
