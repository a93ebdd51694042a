"""The rules of a jurisdiction, versioned, and its dictionaries."""

from piccolo.columns import Serial
from piccolo.constraints import Unique
from piccolo.table import Table

from cases.tables.columns import changed_at, day, instant, json_object, whole, words, words_or_none


class Scheme(Table, tablename="schemes"):
    """One version of a rule set; a case keeps the one it began with. data: as ``cases.schemes`` reads it."""

    id: Serial
    name = words(index=True)
    version = whole(1)
    title = words()
    valid_from = day()
    data = json_object()
    created_at = instant()

    one_version_a_name = Unique([name, version])


class DictionaryEntry(Table, tablename="dictionary_entries"):
    """A word of a list that the administrator keeps: subject categories, exclusion grounds. Never deleted."""

    id: Serial
    list_name = words(index=True)
    code = words()
    label = words()
    note = words_or_none()
    position = whole()
    retired_on = day()
    created_at = instant()
    updated_at = changed_at()

    one_code_a_list = Unique([list_name, code])
