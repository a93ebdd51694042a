"""The search index in terms of cases: what goes in, keeping it in step with the database, and answering a question.

The only package that knows the index. The database is the truth: hits are fetched through ``visible_to``, and the
index can be thrown away and made again at any time.
"""

from cases.fulltext.answering import (
    FACETS,
    KINDS,
    Answer,
    Choice,
    Found,
    Like,
    Proposal,
    ask,
    find,
    fits,
    label_of,
    like,
    marked,
    things_found,
)
from cases.fulltext.keeping import UNUSABLE, Index, begin, check, document_of, open_index, rebuild, refresh
from search import IndexMissing, SearchError

__all__ = [
    "FACETS",
    "KINDS",
    "UNUSABLE",
    "Answer",
    "Choice",
    "Found",
    "Index",
    "IndexMissing",
    "Like",
    "Proposal",
    "SearchError",
    "ask",
    "begin",
    "check",
    "document_of",
    "find",
    "fits",
    "label_of",
    "like",
    "marked",
    "open_index",
    "rebuild",
    "refresh",
    "things_found",
]
