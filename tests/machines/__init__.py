"""Two machines, a primary and a replica, one of them cut off: run by ``python -m tests.machines``, not in the suite."""
