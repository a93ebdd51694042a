"""What the database holds already of a handful of pages, asked once for all of them.

Most pages of an import are new. One whose bytes, text, title and case number nobody has entered needs no look-up of its
own; any other is looked up as it is saved, for the page before it may have changed what there is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cases.importing.copies import body_of, hash_of
from cases.importing.document_rows import said
from cases.importing.lookups import Lookups
from cases.importing.sittings import key_said
from cases.reading.shapes import Page, ParsedDocument
from cases.tables import Case, Document


@dataclass
class Known:
    """Marks of pages that are in the database, grown by what is saved; a mark too many only costs a look-up.

    asked: keys of cases that were looked for: of another one nothing is known. bodies: of the pages, by sha256.
    """

    sha256s: set[str] = field(default_factory=set)
    hashes: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    bodies: dict[str, str] = field(default_factory=dict)

    def may_have_key(self, key: str) -> bool:
        """Whether a case may have this key."""
        return key in self.keys or key not in self.asked

    def may_have_copy(self, page: Page, body_hash: str) -> bool:
        """Whether a page may be a copy of a text that is kept under no known case."""
        return body_hash in self.hashes or title_of(page) in self.titles

    def add(self, sha256: str, body_hash: str, title: str | None, key: str | None) -> None:
        """Take note of a page that is being saved."""
        self.sha256s.add(sha256)
        self.hashes.add(body_hash)
        self.titles |= {title} if title else set()
        self.keys |= {key} if key else set()


def title_of(page: Page) -> str | None:
    """The title by which copies of a page are found."""
    return said(page.title) or said(page.title_of_proposal)


async def known_sha256s(sha256s: Iterable[str]) -> dict[str, int]:
    """Ids of the documents that have these bytes."""
    wanted = list(sha256s)
    if not wanted:
        return {}
    rows = await Document.select(Document.id, Document.sha256).where(Document.sha256.is_in(wanted))
    return {row["sha256"]: row["id"] for row in rows}


async def known_of(pages: Sequence[ParsedDocument], lookups: Lookups) -> Known:
    """What is known of pages that are to be saved now, inside the transaction that will do it."""
    known = Known(bodies={parsed.raw.sha256: body_of(parsed) for parsed in pages})
    if not pages:
        return known
    known.sha256s.update(await known_sha256s(known.bodies))
    places = ((page, lookups.known_place(page.place.text)) for page in (parsed.page for parsed in pages) if page.place)
    keys = (key_said(page, place, lookups.directory) for page, place in places)
    known.asked.update(key for key in keys if key is not None)
    if known.asked:
        rows = await Case.select(Case.key).where(Case.key.is_in(list(known.asked)))
        known.keys.update(row["key"] for row in rows)
    same = Document.body_hash.is_in([hash_of(body) for body in known.bodies.values()])
    titles = {title for parsed in pages if (title := title_of(parsed.page))}
    where = same | Document.title.is_in(list(titles)) if titles else same
    for row in await Document.select(Document.body_hash, Document.title).where(where):
        known.hashes.add(row["body_hash"])
        known.titles |= {row["title"]} if row["title"] else set()
    return known
