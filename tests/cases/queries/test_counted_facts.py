"""What is read for the statistics: the newest letter's result, contacts before it, and a unit's own things."""

from datetime import timedelta

import pytest

from cases import tables
from cases.actor import OFFICE
from cases.clock import today
from cases.queries.counted_facts import counted_facts
from cases.statistics.facts import CaseFact, PartFact, RatingFact
from cases.statistics.needs import Scope, needs_of
from cases.vocabulary import Score
from cases.vocabulary.statistics import Measure
from tests.replying import handled

pytestmark = pytest.mark.anyio
EVERYTHING = needs_of(Measure, spans=True)


def of(kind, facts):
    return [fact for fact in facts if isinstance(fact, kind)]


async def test_a_case_is_counted_as_it_was_answered_and_rated(furnished):
    case = await handled(units=1)
    (before,) = of(CaseFact, await counted_facts(Scope(), EVERYTHING, actor=OFFICE))
    assert (before.replied_on, before.met, before.semantic) == (None, False, None)
    await tables.Contact.update({tables.Contact.happened_on: today()}).where(tables.Contact.case == case.id)
    await case.rated(await case.sent(), Score.BASICALLY)
    facts = await counted_facts(Scope(), EVERYTHING, actor=OFFICE)
    (after,), (part,), (rating,) = of(CaseFact, facts), of(PartFact, facts), of(RatingFact, facts)
    assert (after.replied_on, after.contacted, after.met) == (today(), True, True)
    assert after.semantic is part.semantic is not None
    assert part.sent_on == today()
    assert (rating.unit, rating.attitude, rating.result) == (part.unit, Score.BASICALLY, Score.BASICALLY)
    await tables.Contact.update({tables.Contact.happened_on: today() + timedelta(1)}).where(
        tables.Contact.case == case.id
    )
    (late,) = of(CaseFact, await counted_facts(Scope(), EVERYTHING, actor=OFFICE))
    assert (late.contacted, late.met) == (False, False)


async def test_a_unit_has_the_cases_it_leads_and_what_is_its_own(furnished):
    case = await handled(units=2)
    lead, co = case.made.cast.units[:2]
    led = await counted_facts(Scope(unit=lead), EVERYTHING, actor=OFFICE)
    helped = await counted_facts(Scope(unit=co), EVERYTHING, actor=OFFICE)
    assert [fact.id for fact in of(CaseFact, led)] == [case.id]
    assert of(CaseFact, helped) == []
    assert {fact.unit for fact in of(PartFact, led)} == {lead}
    assert {fact.unit for fact in of(PartFact, helped)} == {co}


async def test_what_is_not_asked_for_is_not_read(furnished):
    await handled(units=1)
    facts = await counted_facts(Scope(), needs_of({Measure.FILED}), actor=OFFICE)
    assert {type(fact) for fact in facts} == {CaseFact}
