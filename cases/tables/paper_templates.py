"""Word templates of the office, by which the Word files of a kind of paper are made."""

from piccolo.columns import ForeignKey, Serial
from piccolo.constraints import Unique
from piccolo.table import Table

from cases.tables.columns import instant, instant_or_none, to_or_none, whole, words, yes_or_no
from cases.tables.people import Person


class PaperTemplate(Table, tablename="paper_templates"):
    """One version that was looked over and kept. sha256: its name in the file store.

    in_force: of a kind at most one; with none, papers of the kind have the form of the system. put_by, put_at: who
    decided so last.
    """

    id: Serial
    kind = words(index=True)
    version = whole(1)
    name = words()
    size = whole()
    sha256 = words()
    in_force = yes_or_no()
    added_by: ForeignKey = to_or_none(Person)
    created_at = instant()
    put_by: ForeignKey = to_or_none(Person)
    put_at = instant_or_none()

    one_version_a_kind = Unique([kind, version])
