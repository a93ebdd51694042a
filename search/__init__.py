"""Full-text search in Chinese over Whoosh files. This is the whole public face; nothing here knows of cases."""

from search.documents import Document, Hit, Hits, Query, Suggestion, Word
from search.errors import IndexBusy, IndexDamaged, IndexMissing, IndexOutdated, SearchError
from search.folding import fold
from search.index import Index, open_index, rebuild
from search.schema import version_of

__all__ = [
    "Document",
    "Hit",
    "Hits",
    "Index",
    "IndexBusy",
    "IndexDamaged",
    "IndexMissing",
    "IndexOutdated",
    "Query",
    "SearchError",
    "Suggestion",
    "Word",
    "fold",
    "open_index",
    "rebuild",
    "version_of",
]
