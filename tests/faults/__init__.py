"""Faults under load, against the real program in its own processes: ``python -m tests.faults --rounds 300``."""
