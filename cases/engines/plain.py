"""A connection to PostgreSQL that is given back to its pool as it is."""

import asyncpg


class Plain(asyncpg.Connection):
    """Nothing is ever set on it but within a transaction, whose locks and settings end with it: setting everything back
    would be one way to the server and back more for each statement, half of what a short one costs. What was left open
    is rolled back all the same.
    """

    def get_reset_query(self) -> str:
        """Nothing."""
        return ""
