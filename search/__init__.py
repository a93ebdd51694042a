"""Full-text search in Chinese, over Whoosh files or in PostgreSQL. This is the whole public face; nothing here knows of
cases."""

from search.alternatives import Alternative
from search.documents import Document, Hit, Hits, Query, Sample, Suggestion, Word
from search.errors import (
    IndexBusy,
    IndexDamaged,
    IndexMissing,
    IndexOutdated,
    IndexSlow,
    IndexUnfinished,
    IndexUnreachable,
    SearchError,
)
from search.folding import fold
from search.index import Index, open_index, rebuild, write
from search.likeness import fits, nearness
from search.matters import words_shared
from search.processes import cores
from search.query import words_of
from search.schema import version_of
from search.snippets import Passage, Piece, marked, marks, passages
from search.tables import Door, TableIndex
from search.tokens import counted

__all__ = [
    "Alternative",
    "Document",
    "Door",
    "Hit",
    "Hits",
    "Index",
    "IndexBusy",
    "IndexDamaged",
    "IndexMissing",
    "IndexOutdated",
    "IndexSlow",
    "IndexUnfinished",
    "IndexUnreachable",
    "Passage",
    "Piece",
    "Query",
    "Sample",
    "SearchError",
    "Suggestion",
    "TableIndex",
    "Word",
    "cores",
    "counted",
    "fits",
    "fold",
    "marked",
    "marks",
    "nearness",
    "open_index",
    "passages",
    "rebuild",
    "version_of",
    "words_of",
    "words_shared",
    "write",
]
