"""Themes by year: how many cases of each, and which they are."""

import asyncio
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from cases.actor import Actor
from cases.clock import today
from cases.errors import NotFound
from cases.kept_answers import kept
from cases.permissions import view_of, visible_to
from cases.queries.counted_facts import counted_facts
from cases.queries.dictionaries import words_of
from cases.queries.listing import Rows
from cases.queries.statistics import CountedRow, rows_of
from cases.reading.shadow import shadow_of
from cases.statistics.facts import CaseFact
from cases.statistics.measures import picked
from cases.statistics.needs import Scope, needs_of
from cases.statistics.reports import NO_KEY, TOTAL
from cases.statistics.themes import Scale, Theme, scale_of, themes_of
from cases.tables import Case
from cases.vocabulary import WordList
from cases.vocabulary.statistics import UNKNOWN, Measure

# What a map may count: cases, once for each of their themes.
MAPPED = (Measure.FILED, Measure.RECEIVED, Measure.REPLIED, Measure.SOLVED, Measure.AGAIN)
OTHER = "其他主题"


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One theme: a number for each column. words: what it is told by."""

    key: str
    name: str
    numbers: tuple[int, ...]
    total: int
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemePage:
    """The map. columns: key and name of each year, the newest last. total: each case once. scale: what shades mean."""

    measure: Measure
    scope: Scope
    columns: tuple[tuple[str, str], ...]
    rows: tuple[ThemeRow, ...]
    total: ThemeRow
    scale: Scale
    on: date


async def theme_page(measure: Measure, scope: Scope, *, actor: Actor) -> ThemePage:
    """The map of one measure, counted anew after a change and every day. Raises NotFound for one that counts no
    cases."""
    return await kept(("themes", measure, scope, view_of(actor)), lambda: _page(measure, scope, actor))


async def _page(measure: Measure, scope: Scope, actor: Actor) -> ThemePage:
    themes = await _themes()
    found = await _themed(measure, scope, themes, actor)
    cells = Counter((theme, _year(fact)) for fact, own in found for theme in own)
    years = sorted({_year(fact) for fact, _ in found}, key=lambda key: (key != NO_KEY, key))
    named = [*((theme.code, theme.label, theme.words) for theme in themes), (NO_KEY, OTHER, ())]
    rows = (_row(key, label, words, [cells[key, year] for year in years]) for key, label, words in named)
    whole = Counter(_year(fact) for fact, _ in found)
    shown = tuple(row for row in rows if any(row.numbers))
    total = ThemeRow(TOTAL, "合计（一件只计一次）", tuple(whole[year] for year in years), len(found))
    scale = scale_of([number for row in shown for number in row.numbers])
    columns = tuple((year, UNKNOWN if year == NO_KEY else f"{year}年") for year in years)
    return ThemePage(measure, scope, columns, shown, total, scale, today())


async def theme_rows(
    measure: Measure, theme: str, year: str, scope: Scope, *, actor: Actor, page: int = 1, per_page: int = 20
) -> tuple[str, Rows[CountedRow]]:
    """Name of a row of the map and the cases behind its number in one column, or in all (``total``). Raises NotFound
    for a theme that there is not."""
    themes = await _themes()
    names = {TOTAL: "全部主题", NO_KEY: OTHER, **{one.code: one.label for one in themes}}
    if theme not in names:
        raise NotFound(kind="统计主题", key=theme)
    # Of one year only its cases are looked through.
    in_year = len(year) == 4 and year.isdecimal() and (not scope.years or int(year) in scope.years)
    found = await _themed(measure, replace(scope, years=(int(year),)) if in_year else scope, themes, actor)
    facts = [fact for fact, own in found if theme in (TOTAL, *own) and year in (TOTAL, _year(fact))]
    facts.sort(key=lambda fact: (-(fact.year or 0), fact.id))
    shown = facts[(page - 1) * per_page : page * per_page]
    return names[theme], Rows(tuple(await rows_of(shown, actor)), len(facts), page, per_page)


def _row(key: str, label: str, words: tuple[str, ...], numbers: list[int]) -> ThemeRow:
    return ThemeRow(key, label, tuple(numbers), sum(numbers), words)


def _year(fact: CaseFact) -> str:
    return str(fact.year) if fact.year else NO_KEY


async def _themes() -> tuple[Theme, ...]:
    """The administrator's themes; one without words of its own goes by its name."""
    listed = await words_of(WordList.THEME, offered_only=True)
    said = ((word, (word.note or word.label).replace("，", "、").split("、")) for word in listed)
    return tuple(Theme(word.code, word.label, tuple(one.strip() for one in own if one.strip())) for word, own in said)


async def _themed(
    measure: Measure, scope: Scope, themes: tuple[Theme, ...], actor: Actor
) -> list[tuple[CaseFact, tuple[str, ...]]]:
    """Each case that is counted, with its themes."""
    if measure not in MAPPED:
        raise NotFound(kind="统计项目", key=measure.value)
    facts = await counted_facts(scope, needs_of((measure,)), actor=actor)
    where = visible_to(actor, Case)
    if scope.years:
        where = where & Case.year.is_in(list(scope.years))
    rows = await Case.select(Case.id, Case.title).where(where)
    titles = {row["id"]: row["title"] for row in rows}
    counted = [fact for fact in picked(measure, facts, today()) if isinstance(fact, CaseFact) and fact.id in titles]
    return await asyncio.to_thread(_told_of, counted, titles, themes)


def _told_of(
    facts: list[CaseFact], titles: dict[int, str], themes: tuple[Theme, ...]
) -> list[tuple[CaseFact, tuple[str, ...]]]:
    return [(fact, themes_of(shadow_of(titles[fact.id]).text, themes) or (NO_KEY,)) for fact in facts]
