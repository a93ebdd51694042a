"""Every error is said in Chinese, says what to do, differs from all others and survives a process border."""

import inspect
import pickle
import re
from dataclasses import fields

import pytest

from cases import errors
from cases.errors import CaseError, ComesFirst, TemplateUnfit, error_types, spoken_size

KINDS = sorted(error_types().items())


# Formats that users know by these names, and what whoever keeps the machine has to type.
WORDS = ("UTF-8", "docx", "PDF", "Word", "dafu backup restore", "dafu upgrade", "DAFU_DATABASE", "DAFU_DATA")
WORDS += (
    "Dafu",
    "PostgreSQL",
    "SQLite",
    "DAFU_KEYS",
    "DAFU_FILES",
    "dafu doctor",
    "dafu key check",
    "dafu[s3]",
    "--by",
)


def example(kind: type[CaseError]) -> CaseError:
    """An error with a telling value for every field."""
    values = {f.name: 3 * 1024 * 1024 if f.type in (int, "int") else f"某{f.name}" for f in fields(kind)}
    if kind is ComesFirst:  # its sentence is looked up
        values["step"] = "text_written"
    if kind is TemplateUnfit:  # says several sentences, numbered
        values["faults"] = ("某处一", "某处二")
    return kind(**values)


@pytest.mark.parametrize(("code", "kind"), KINDS)
def test_a_sentence_is_chinese_and_holds_every_field(code: str, kind: type[CaseError]) -> None:
    error = example(kind)
    sentence = str(error)
    assert sentence.endswith("。")
    for value in error.spoken().values():
        assert value in sentence
    plain = sentence
    for value in error.spoken().values():
        plain = plain.replace(value, "")
    for word in WORDS:
        plain = plain.replace(word, "")
    assert not re.search(r"[A-Za-z{}]", plain), plain


@pytest.mark.parametrize(("code", "kind"), KINDS)
def test_a_sentence_says_what_to_do(code: str, kind: type[CaseError]) -> None:
    assert re.search(r"请|已跳过", kind.mend.format(**example(kind).spoken()))
    assert len(kind.mend) >= 4
    assert "操作失败" not in str(example(kind))


def test_codes_and_sentences_are_unique() -> None:
    classes = [c for _, c in inspect.getmembers(errors, inspect.isclass) if issubclass(c, CaseError)]
    spoken = [c for c in classes if "code" in vars(c) and c is not CaseError]
    assert len(spoken) == len(KINDS), "two errors share one code"
    assert len({c.what for c in spoken}) == len(spoken)
    assert len({c.mend for c in spoken}) == len(spoken)


@pytest.mark.parametrize(("code", "kind"), KINDS)
def test_an_error_survives_pickling_and_can_be_built_from_its_data(code: str, kind: type[CaseError]) -> None:
    error = example(kind)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert again.data() == error.data()
    assert str(error_types()[code](**error.data())) == str(error)


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "0 字节"), (1023, "1023 字节"), (1024, "1 KB"), (60 * 1024 * 1024, "60 MB")],
)
def test_sizes_are_said_in_words(size: int, said: str) -> None:
    assert spoken_size(size) == said
