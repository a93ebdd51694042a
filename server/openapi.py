"""The description of open data by OpenAPI 3.1, made from the declarations that answer the requests."""

from typing import Any

from server.open_data import DATASETS, MOST, USUAL, Dataset, Param
from server.open_fields import Field, Kind

_SCHEMAS: dict[Kind, dict[str, Any]] = {
    Kind.ID: {"type": "string"},
    Kind.TEXT: {"type": "string"},
    Kind.WHOLE: {"type": "integer"},
    Kind.DECIMAL: {"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$"},
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.MOMENT: {"type": "string", "format": "date-time"},
    Kind.FLAG: {"type": "boolean"},
    Kind.CODE: {"type": "string"},
    Kind.LIST: {"type": "array", "items": {"type": "string"}},
    Kind.RECORDS: {"type": "array", "items": {"type": "object"}},
    Kind.LINK: {"type": "string", "format": "uri"},
}
_JSON, _PROBLEM = "application/json", "application/problem+json"
_LINK = {"type": "string", "format": "uri"}
_PROMISE = (
    "只读，不需要登录，只含已经公开的内容。字段只会增加；要去掉或改变含义时，换新的版本地址，旧地址至少再保留一年。"
)
_NAMED_LINKS = ("self", "first", "prev", "next", "collection", "alternate")
_WRONG = {"type": "object", "properties": {"parameter": {"type": "string"}, "detail": {"type": "string"}}}
_COMMON: dict[str, Any] = {
    "links": {
        "type": "object",
        "required": ["self"],
        "additionalProperties": _LINK,
        "properties": dict.fromkeys(_NAMED_LINKS, _LINK),
    },
    "meta": {
        "type": "object",
        "required": ["total"],
        "properties": {"total": {"type": "integer", "description": "符合条件的全部条数"}},
    },
    "problem": {
        "type": "object",
        "required": ["type", "title", "status", "detail", "code"],
        "properties": {
            "type": _LINK,
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string", "description": "出了什么事、怎么办"},
            "instance": {"type": "string"},
            "code": {"type": "string", "description": "不变的错误代码"},
            "errors": {"type": "array", "items": _WRONG},
        },
    },
}
_WALK = [
    {"name": "limit", "in": "query", "description": "一次取几条",
     "schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}},
    {"name": "cursor", "in": "query", "description": "取自 links.next 或 links.prev，不要自行拼写",
     "schema": {"type": "string"}},
]  # fmt: skip
# What a filter takes is told more closely than what a field holds.
_NARROWER: dict[Kind, dict[str, Any]] = {
    Kind.ID: {"pattern": "^[1-9][0-9]{0,8}$"},
    Kind.WHOLE: {"minimum": 1949, "maximum": 2100},
    Kind.TEXT: {"minLength": 1},
}
_NEVER_EMPTY = frozenset({"id", "link"})
_SINGULAR = {"cases": "case", "replies": "reply", "series": "figure"}


def parameter_of(dataset: Dataset) -> str:
    """The name of the id in an address of one thing."""
    return _SINGULAR.get(dataset.noun, dataset.noun.removesuffix("s")) + "_id"


def description(base: str) -> dict[str, Any]:
    """The whole description. base: the address of this site."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "答复 · 开放数据接口",
            "version": "1.0.0",
            "summary": "公开的提案建议、答复、承诺和成果数据",
            "description": _PROMISE,
        },
        "servers": [{"url": f"{base}/api/v1"}],
        "tags": [{"name": d.noun, "description": f"{d.title}：{d.told}"} for d in DATASETS.values()],
        "paths": {path: {"get": one} for d in DATASETS.values() for path, one in _paths(d).items()},
        "components": {
            "schemas": {**{d.noun: _schema(d.fields) for d in DATASETS.values()}, **_COMMON},
            "responses": {"problem": _answer("请求有误或内容不在", {"$ref": "#/components/schemas/problem"}, _PROBLEM)},
        },
    }


def _paths(dataset: Dataset) -> dict[str, dict[str, Any]]:
    own = {"$ref": f"#/components/schemas/{dataset.noun}"}
    rows = {"type": "object", "required": ["data", "links", "meta"], "properties": {
        "data": {"type": "array", "items": own},
        "links": {"$ref": "#/components/schemas/links"},
        "meta": {"$ref": "#/components/schemas/meta"},
    }}  # fmt: skip
    filters = [_param(param) for param in dataset.params]
    found = {
        f"/{dataset.noun}": _get(dataset, "list", f"{dataset.title}列表", [*filters, *_WALK], rows),
        f"/{dataset.noun}.csv": _get(
            dataset, "csv", f"{dataset.title}全部，CSV", filters, {"type": "string"}, "text/csv"
        ),
    }
    if dataset.one is not None:
        one = {"type": "object", "required": ["data", "links"], "properties": {
            "data": own, "links": {"$ref": "#/components/schemas/links"},
        }}  # fmt: skip
        name = parameter_of(dataset)
        place = {"name": name, "in": "path", "required": True, "schema": {"type": "string"}, "description": "编号"}
        found[f"/{dataset.noun}/{{{name}}}"] = _get(dataset, "one", f"一条{dataset.title}", [place], one)
    return found


def _get(
    dataset: Dataset, verb: str, told: str, params: list[dict[str, Any]], schema: dict[str, Any], media: str = _JSON
) -> dict[str, Any]:
    return {
        "operationId": f"{verb}_{dataset.noun}",
        "tags": [dataset.noun],
        "summary": told,
        "description": dataset.told,
        "parameters": params,
        "responses": {
            "200": _answer("成功", schema, media),
            "304": {"description": "没有变化（If-None-Match 与现在的 ETag 相同）"},
            "default": {"$ref": "#/components/responses/problem"},
        },
    }


def _answer(told: str, schema: dict[str, Any], media: str) -> dict[str, Any]:
    return {"description": told, "content": {media: {"schema": schema}}}


def _param(param: Param) -> dict[str, Any]:
    schema = dict(_SCHEMAS[param.kind]) | _NARROWER.get(param.kind, {})
    if param.codes is not None:
        schema["enum"] = [code.value for code in param.codes]
    return {"name": param.name, "in": "query", "description": param.told, "schema": schema}


def _schema(fields: tuple[Field, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [field.key for field in fields if not field.detail],
        "properties": {field.key: _property(field) for field in fields},
    }


def _property(field: Field) -> dict[str, Any]:
    schema = dict(_SCHEMAS[field.kind])
    if field.key not in _NEVER_EMPTY and field.kind not in (Kind.LIST, Kind.RECORDS, Kind.FLAG):
        schema["type"] = [schema["type"], "null"]
    said = f"{field.title}：{field.told}"
    if field.codes is not None:
        said += "。" + "；".join(f"{code.value} {code.label}" for code in field.codes)
        if field.kind is Kind.LIST:
            schema["items"] = {"type": "string", "enum": [code.value for code in field.codes]}
        else:
            schema["enum"] = [*(code.value for code in field.codes), None]
    return {**schema, "description": said}
