"""The description of open data: whole in itself, and true of the answers."""

import re

import pytest

from server.open_data import DATASETS
from server.openapi import description
from tests.server.controllers.series_letters import enter_letters

pytestmark = pytest.mark.anyio
TYPES = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict, "null": type(None)}


def parts_of(value):
    """Every object inside, itself included."""
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from parts_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from parts_of(one)


def looked_up(whole, ref):
    found = whole
    for step in ref.removeprefix("#/").split("/"):
        found = found[step]
    return found


def fits(whole, schema, value):
    """Whether a value is what a schema says, as far as ours say anything."""
    if "$ref" in schema:
        return fits(whole, looked_up(whole, schema["$ref"]), value)
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(type(value) is TYPES[kind] for kind in kinds) or ("enum" in schema and value not in schema["enum"]):
        return False
    if isinstance(value, list):
        return all(fits(whole, schema["items"], one) for one in value)
    if isinstance(value, dict):
        known = schema.get("properties", {})
        more = schema.get("additionalProperties")
        return set(schema.get("required", ())) <= value.keys() and all(
            fits(whole, known[key], one) if key in known else more is None or fits(whole, more, one)
            for key, one in value.items()
        )
    return not isinstance(value, str) or bool(re.search(schema.get("pattern", ""), value))


def test_the_description_is_whole_in_itself():
    whole = description("http://site.test")
    assert whole["openapi"].startswith("3.1.") and whole["info"]["title"] and whole["info"]["version"]
    for part in parts_of(whole):
        if "$ref" in part:
            assert looked_up(whole, part["$ref"])
    names = [one["get"]["operationId"] for one in whole["paths"].values()]
    assert len(set(names)) == len(names)
    for path, one in whole["paths"].items():
        said = [p["name"] for p in one["get"]["parameters"] if p["in"] == "path"]
        assert said == re.findall(r"{(\w+)}", path)
        assert {"200", "304", "default"} <= one["get"]["responses"].keys()


async def test_every_answer_is_what_the_description_says(site):
    await enter_letters()
    whole = (await site.get("/api/openapi.json")).json()
    assert whole == description("http://site.test")
    for noun, dataset in DATASETS.items():
        held = (await site.get(f"/api/v1/{noun}?limit=200")).json()
        said = whole["paths"][f"/{noun}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert held["data"] and fits(whole, said, held), noun
        assert held["data"][0].keys() == {field.key for field in dataset.listed}
        if dataset.one is not None:
            one = (await site.get(f"/api/v1/{noun}/{held['data'][0]['id']}")).json()
            assert one["data"].keys() == {field.key for field in dataset.fields}
            assert fits(whole, whole["components"]["schemas"][noun], one["data"]), noun
    wrong = (await site.get("/api/v1/cases?year=x")).json()
    assert fits(whole, whole["components"]["schemas"]["problem"], wrong)
    assert not fits(whole, whole["components"]["schemas"]["problem"], {**wrong, "status": "400"})
