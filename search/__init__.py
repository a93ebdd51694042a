"""Full-text search in Chinese over Whoosh files. This is the whole public face; nothing here knows of cases."""

from search.alternatives import Alternative
from search.documents import Document, Hit, Hits, Query, Suggestion, Word
from search.errors import IndexBusy, IndexDamaged, IndexMissing, IndexOutdated, SearchError
from search.folding import fold
from search.index import Index, open_index, rebuild, write
from search.query import words_of
from search.schema import version_of
from search.snippets import Passage, Piece, marked, marks, passages
from search.tokens import counted

__all__ = [
    "Alternative",
    "Document",
    "Hit",
    "Hits",
    "Index",
    "IndexBusy",
    "IndexDamaged",
    "IndexMissing",
    "IndexOutdated",
    "Passage",
    "Piece",
    "Query",
    "SearchError",
    "Suggestion",
    "Word",
    "counted",
    "fold",
    "marked",
    "marks",
    "open_index",
    "passages",
    "rebuild",
    "version_of",
    "words_of",
    "write",
]
