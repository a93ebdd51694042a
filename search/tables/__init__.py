"""The same index kept in PostgreSQL instead of files: segments as rows, read by any number of machines."""

from search.tables.index import TableIndex
from search.tables.reader import Door

__all__ = ["Door", "TableIndex"]
