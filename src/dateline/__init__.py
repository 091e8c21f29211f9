"""Dateline reads news reports and keeps a sourced record of what they say happened, and who says so."""

import os

__version__ = "0.1.0"

# Must stand before NumPy is first imported. Its threads double the processor time of a parse and do not make it
# quicker; `workers` is what uses more cores.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
