"""Which office a printed name means: 市卫健委 on a page of Hangzhou is 杭州市卫生健康委员会.

Pure. Every step is a look-up of a string that the name itself yields, so that a name costs the same however long the
directory is. Nothing is guessed: what fits no office, or several, is said to be so.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from cases.reading.actor_words import ActorKind, actor_kind
from cases.reading.offices import Office, Place, folded, offices_from, places_from
from cases.resources import fixtures, read_rows
from cases.vocabulary import DepartmentKind, Level

_NATIONAL = "china"
# What may stand before the name of the place in full titles.
_OWNERS = (
    "中国共产党",
    "中共",
    "国家税务总局",
    "共青团",
    "国家统计局",
    "国家金融监督管理总局",
    "中国人民政治协商会议",
    "国网",
)
_LEVEL_WORD = re.compile(r"(?:全|本|我|该|市级的?)?(省|市|县|区|州|盟|旗|自治区|自治州|自治县)(?:级|直|里)?")
_BRACKETED = re.compile(r"\([^()]{1,40}\)$")
_LEAGUE = re.compile(r"团([省市县区州盟旗])委")
_BRANCH = re.compile(r"(?P<main>.{2,20}局)(?P<branch>[^局]{2,6}分局)")
_TOWNSHIP = re.compile(
    r"(?P<place>.{1,12}[市县区旗](?!街))?(?P<town>[^省市县区州盟旗局委]{1,6}(?:街道|镇|乡))(?:人民政府|政府|办事处|办|党工委|党委)"
)
_NOT_IN_A_NAME = "我本各全该由会同与和对经请在将被让向从到把及的"
_UNLISTED_PLACE = re.compile(
    rf"[^\W\d_{_NOT_IN_A_NAME}]{{1,7}}(?:特别行政区|自治[区州县旗]|地区|新区|开发区|[省市县区州盟旗])"
)
_LONGEST_PLACE = 14
_LEVELS_BY_END = {"省": Level.PROVINCE, "市": Level.CITY, "州": Level.CITY, "盟": Level.CITY}
_WORTH = {"name": 0, "variant": 1, "short": 2, "alias": 3}


@dataclass(frozen=True, slots=True)
class Resolved:
    """An office of a place. key: place code and canonical name, the same for every spelling and every variant.

    name: full, as it should be shown (杭州市民政局); short: as people say it (市民政局). how: what was recognised,
    "name", "variant", "short" or "alias". current: key of today's office, another one after a reform.
    """

    key: str
    name: str
    short: str
    place: Place
    office: Office
    how: str
    current: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A name that fits several offices of the place."""

    phrase: str
    candidates: tuple[Resolved, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that the directory does not hold. kind: set where the words name no office in the first place."""

    phrase: str
    kind: ActorKind | None = None


class Directory:
    """Offices and places, looked up by any of their names."""

    def __init__(self, offices: Iterable[Office], places: Iterable[Place]) -> None:
        self._places = {place.code: place for place in places}
        self._place_names: dict[str, list[Place]] = defaultdict(list)
        self._names: dict[str, list[tuple[Office, str]]] = defaultdict(list)
        self._own: dict[tuple[str, str], Office] = {}
        for place in self._places.values():
            self._add_place(place)
        for office in offices:
            self._own[office.place, office.name] = office
            for how, name in _names_of(office):
                self._names[folded(name)].append((office, how))
        self._listed = {office.place for office in self._own.values() if office.place not in ("", _NATIONAL)}

    def _add_place(self, place: Place) -> None:
        parent = self._places.get(place.parent)
        bare = place.name.removeprefix(parent.name) if parent else place.name
        for name in {place.name, bare, place.short, place.code}:
            if len(name) >= 2:
                self._place_names[name].append(place)

    def place(self, name: str) -> Place | None:
        """The place of a name, short name or code. None where it is unknown or several share it."""
        found = self._place_names.get(folded(name), [])
        return found[0] if len(found) == 1 else None

    def resolve(
        self, phrase: str, *, place: str | None, inherited_level: str | None = None, on: date | None = None
    ) -> Resolved | Ambiguous | Unknown:
        """The office that a phrase means on a page of ``place`` (a name or code).

        inherited_level: 省, 市, 县 or 区 lent by the list the phrase stands in. on: the day of the page; it decides
        between an office and its successor where both answer to the phrase.
        """
        kind = actor_kind(phrase)
        if kind is not None:
            return Unknown(phrase, kind)
        text = _LEAGUE.sub(r"\1团委", folded(phrase))
        here = self._here(place)
        for reading in dict.fromkeys((text, _BRACKETED.sub("", text))):
            found = self._read(phrase, reading, here, inherited_level, on) or self._local(reading, here, on)
            if found is not None:
                return found
        return Unknown(phrase)

    def _local(self, text: str, here: Place | None, on: date | None) -> Resolved | None:
        """Offices that no directory lists because every place has its own: branches, streets and townships."""
        if match := _BRANCH.fullmatch(text):
            main = self._read(text, match["main"], here, None, on)
            if not isinstance(main, Resolved):
                return None
            name = main.office.name + match["branch"]
            branch = replace(main.office, name=name, short=main.office.short + match["branch"], successor="")
            return self._resolved(branch, "name", main.place, name, on)
        if (match := _TOWNSHIP.fullmatch(text)) is None:
            return None
        place = self._located(match["place"] or "", here, None)
        if place is None or place.level is not Level.DISTRICT:
            return None
        name = match["town"] + ("办事处" if match["town"].endswith("街道") else "人民政府")
        levels = frozenset({Level.DISTRICT})
        town = Office(place.code, name, name, (), (), DepartmentKind.GOVERNMENT.value, levels, None, None, "")
        return self._resolved(town, "name", place, name, on)

    def _here(self, name: str | None) -> Place | None:
        if not name:
            return None
        plain = folded(name)
        known = self.place(plain)
        if known is None and self._place_names.get(plain):
            known = min(self._place_names[plain], key=lambda p: list(Level).index(p.level))
        return known or _unlisted(plain)

    def _read(
        self, phrase: str, text: str, here: Place | None, lent: str | None, on: date | None
    ) -> Resolved | Ambiguous | None:
        """Take the text apart as place and office, the longest office first."""
        for at in range(max(0, len(text) - 40), len(text)):
            offices = self._names.get(text[at:])
            if not offices:
                continue
            place = self._located(text[:at], here, lent)
            fitting = self._fitting(offices, place, on) if place else []
            if not fitting and not text[:at]:
                place, fitting = self._places.get(_NATIONAL), self._national(offices, on)
            if place is not None and len(fitting) == 1:
                return self._resolved(*fitting[0], place, text[at:], on)
            if place is not None and fitting:
                return Ambiguous(phrase, tuple(self._resolved(o, how, place, text[at:], on) for o, how in fitting))
        return None

    def _fitting(self, offices: list[tuple[Office, str]], place: Place, on: date | None) -> list[tuple[Office, str]]:
        """The offices of a place: its own before the usual ones; then by how well the name fits, then by the day."""
        own = [(office, how) for office, how in offices if office.place == place.code]
        usual = [
            (office, how)
            for office, how in offices
            if not office.place
            and place.level in office.levels
            and not (how == "variant" and place.code in self._listed)
        ]
        return _narrowed(own or usual, on)

    def _national(self, offices: list[tuple[Office, str]], on: date | None) -> list[tuple[Office, str]]:
        """National offices, which need no place before their name."""
        return _narrowed([(office, how) for office, how in offices if office.place == _NATIONAL], on)

    def _located(self, prefix: str, here: Place | None, lent: str | None) -> Place | None:
        """The place that the words before an office name, on a page of here."""
        for owner in _OWNERS:
            prefix = prefix.removeprefix(owner)
        if not prefix:
            return self._above(here, lent) if lent else here
        if prefix == "国家":
            return self._places.get(_NATIONAL)
        if word := _LEVEL_WORD.fullmatch(prefix):
            return self._above(here, word[1])
        return self._named(prefix, here, None)

    def _named(self, text: str, here: Place | None, within: Place | None) -> Place | None:
        """The place of a chain of names (浙江省杭州市上城区), each within the one before."""
        for size in range(min(len(text), _LONGEST_PLACE), 1, -1):
            candidates = self._place_names.get(text[:size])
            if not candidates:
                continue
            place = self._nearest(candidates, here, within)
            if place is None:
                continue
            rest = text[size:]
            if not rest:
                return place
            if rest in "省市县区州盟旗" and self._above(place, rest) is place:
                return place
            deeper = self._named(rest, here, place)
            if deeper is not None:
                return deeper
        return _unlisted(text, within)

    def _nearest(self, candidates: list[Place], here: Place | None, within: Place | None) -> Place | None:
        """Of places with one name: the one within, else the one on the way up from here, else the highest, if one."""
        if within is not None:
            candidates = [p for p in candidates if within in self._upward(p)]
        if len(candidates) > 1 and here is not None:
            # The smallest area around here that holds any of them decides.
            for area in self._upward(here):
                near = [p for p in candidates if area in self._upward(p)]
                if near:
                    candidates = near
                    break
        if len(candidates) > 1:
            order = list(Level)
            top = min(order.index(p.level) for p in candidates)
            candidates = [p for p in candidates if order.index(p.level) == top]
        return candidates[0] if len(candidates) == 1 else None

    def _upward(self, place: Place) -> Iterator[Place]:
        """A place and those above it, the country left out."""
        at: Place | None = place
        for _ in range(4):
            if at is None or at.code == _NATIONAL:
                return
            yield at
            at = self._places.get(at.parent)

    def _above(self, here: Place | None, word: str | None) -> Place | None:
        """Here or the place above it whose name ends with the word: 市 on a page of 淳安县 is 杭州市."""
        if here is None or not word:
            return None
        for place in self._upward(here):
            is_province = word == "省" and place.level is Level.PROVINCE
            is_region = word == "区" and place.level is not Level.DISTRICT
            if is_province or (place.name.endswith(word) and not is_region):
                return place
        return None

    def _resolved(self, office: Office, how: str, place: Place, printed: str, on: date | None) -> Resolved:
        name = printed if how == "variant" else office.name
        is_national = office.place == _NATIONAL
        level = "" if is_national or _TOWNSHIP.fullmatch(name) else _level_word(place)
        today = self._today(office, place)
        return Resolved(
            key=f"{place.code}/{office.name}",
            name=name if is_national else place.name + name,
            short=office.short if is_national else level + (name if how == "variant" else office.short),
            place=place,
            office=office,
            how=how,
            current=f"{place.code}/{today.name}",
        )

    def _today(self, office: Office, place: Place) -> Office:
        """The office that took over in the end."""
        for _ in range(6):
            heir = self._own.get((place.code, office.successor)) or self._own.get((office.place, office.successor))
            if not office.successor or heir is None:
                return office
            office = heir
        return office


def _names_of(office: Office) -> Iterator[tuple[str, str]]:
    """Every name once, with the best that it is."""
    seen: set[str] = set()
    groups = (
        ("name", (office.name,)),
        ("variant", office.variants),
        ("short", (office.short,)),
        ("alias", office.aliases),
    )
    for how, names in groups:
        for name in names:
            if name and name not in seen:
                seen.add(name)
                yield how, name


def _narrowed(offices: list[tuple[Office, str]], on: date | None) -> list[tuple[Office, str]]:
    """Those that existed on the day, if any; of these the ones that the name fits best."""
    standing = [(office, how) for office, how in offices if office.existed(on)] or offices
    best = min((_WORTH[how] for _, how in standing), default=0)
    return [(office, how) for office, how in standing if _WORTH[how] == best]


def _unlisted(name: str, within: Place | None = None) -> Place | None:
    """A place that the reference data does not hold, if the words have the form of one."""
    if not _UNLISTED_PLACE.fullmatch(name):
        return None
    level = _LEVELS_BY_END.get(name[-1], Level.DISTRICT)
    return Place(name, name, name[:-1], level, within.code if within else "")


def _level_word(place: Place) -> str:
    if place.name.endswith("自治区"):
        return "自治区"
    return place.name[-1] if place.name[-1] in "省市县区州盟旗" else ""


@functools.cache
def shipped_directory() -> Directory:
    """The directory of the reference data that ships with the program, for work without a database."""
    folder = fixtures()
    return Directory(offices_from(read_rows(folder / "departments.csv")), places_from(read_rows(folder / "places.csv")))
