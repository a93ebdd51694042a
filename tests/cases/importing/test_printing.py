import json

from cases.importing.parsing import parse
from cases.importing.printing import as_json
from tests.cases.importing.letters import letter, raw

KEYS = {
    "file", "kind", "body", "level", "place", "session", "number", "title_of_proposal", "addressee", "lead_department",
    "co_departments", "reply_date", "publish_date", "doc_no", "index_no", "result_class", "contact_person",
    "contact_phone", "commitments", "reported_figures", "flags",
}  # fmt: skip
PROMISE = {"quote", "label", "deadline", "metrics", "departments", "start", "end"}
FIGURE = {"quote", "value", "unit", "comparator", "start", "end"}


def test_every_key_is_there_whatever_the_page_holds():
    for text in (letter(), "", "无"):
        assert set(as_json(parse(raw(text)))) >= KEYS


def test_values_are_plain_and_spans_quote_the_text():
    text = letter(body="截至去年底,已建成凉亭12座。\n我局将于2023年底前新建凉亭5座。")
    printed = json.loads(json.dumps(as_json(parse(raw(text, "甲.txt"))), ensure_ascii=False))
    assert (printed["file"], printed["kind"], printed["number"]) == ("甲.txt", "reply", "58")
    assert (printed["reply_date"], printed["level"], printed["place"]) == ("2022-04-09", "city", "云溪市")
    assert printed["commitments"]
    assert printed["reported_figures"]
    for found in printed["commitments"]:
        assert set(found) >= PROMISE
        assert text[found["start"] : found["end"]] == found["quote"]
    for found in printed["reported_figures"]:
        assert set(found) >= FIGURE
        assert text[found["start"] : found["end"]] in found["quote"]


def test_an_empty_page_holds_no_values():
    printed = as_json(parse(raw("")))
    assert not any(value for key, value in printed.items() if key not in ("file", "kind", "body", "flags"))
