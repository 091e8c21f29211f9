"""Tests of reading: each writes its own invented reports."""
