"""Which place a page speaks of that belongs to no congress: a plan, a press conference.

Told by the names in its text, never by a single mention: one name must clearly outnumber every other.
"""

import itertools
import re
from collections import Counter

from cases.reading.department_names import Directory
from cases.reading.offices import Place
from cases.reading.shadow import shadow_of
from cases.reading.shapes import ParsedDocument
from cases.vocabulary import Level

_LEAST = 3
_LONGEST = 8
_MOST = 3000  # words that may end a name; more than any plan has
_END = re.compile(r"[市县区州盟旗]")


def place_said(parsed: ParsedDocument, directory: Directory) -> Place | None:
    """The place in the title, else the one that the text names at least three times and twice as often as any other.

    Districts count for themselves; a city is named by 杭州市 and by 杭州 alike.
    """
    title = parsed.page.title.text if parsed.page.title else ""
    for text, least in ((title, 1), (parsed.raw.text, _LEAST)):
        named = _counted(text, directory).most_common(2)
        runner_up = named[1][1] if len(named) > 1 else 0
        if named and named[0][1] >= max(least, 2 * runner_up):
            return directory.place(named[0][0])
    return None


def _counted(text: str, directory: Directory) -> Counter[str]:
    """How often each known place is named, by code; a short name counts where the full name stands somewhere."""
    folded = shadow_of(text).text
    found: Counter[str] = Counter()
    named: dict[str, Place] = {}
    seen: dict[str, Place | None] = {}
    for end in itertools.islice(_END.finditer(folded), _MOST):
        for size in range(min(_LONGEST, end.end()), 2, -1):
            name = folded[end.end() - size : end.end()]
            place = seen[name] if name in seen else seen.setdefault(name, directory.place(name))
            if place is not None and place.level is not Level.PROVINCE and place.name.endswith(end.group()):
                found[place.code] += 1
                named[place.code] = place
                break
    for code, place in named.items():
        if place.level is Level.CITY:
            found[code] += folded.count(place.short) - folded.count(place.name)
    return found
