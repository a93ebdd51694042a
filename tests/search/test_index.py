"""The index as a thing on disk: commits, rebuilds, crashes, several threads and processes, and any question at all."""

import json
import multiprocessing
import os
import random
import shutil
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from search import (
    Document,
    IndexBusy,
    IndexDamaged,
    IndexMissing,
    IndexOutdated,
    Query,
    open_index,
    rebuild,
    version_of,
    write,
)
from search.index import _writing
from tests.search.conftest import PUBLIC, document

SAID = (
    "建成657家婴幼儿成长驿站",
    "全市1657家养老机构完成适老化改造",
    "每千人托位数4.6个，覆盖率99.48%",
    "林晓敏委员关心托育机构监管",
    "打造十五分钟公共服务圈",
    "老旧小区加装电梯试点",
    "會同衛生健康委員會推進幼稚園托班",
)


def ask(index, text, **more):
    return index.find(Query(text, PUBLIC, limit=50, **more))


def keys(index, text, **more):
    return [hit.key for hit in ask(index, text, **more).hits]


@pytest.fixture
def filled(index):
    index.write(document(str(number), text) for number, text in enumerate(SAID))
    return index


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("657", ["0"]),
        ("657家", ["0"]),
        ("６５７", ["0"]),
        ("1657", ["1"]),
        ("1,657", ["1"]),
        ("4.6", ["2"]),
        ("99.48%", ["2"]),
        ("99.48％", ["2"]),
        ("嬰幼兒成長驛站", ["0"]),
        ("林晓敏", ["3"]),
        ("晓敏", ["3"]),
        ("15分钟", ["4"]),
        ("十五分钟", ["4"]),
        ("加梯", ["5"]),
        ("卫健委", ["6"]),
        ("幼儿园", ["6"]),
        ('"加装电梯"', ["5"]),
        ('"电梯加装"', []),
        ("驿站", ["0"]),
    ],
)
def test_finds_what_people_mean(filled, text, wanted):
    assert keys(filled, text) == wanted


def test_a_word_that_nothing_holds_is_named_and_leaving_it_out_is_offered(filled):
    hits = ask(filled, "托育 火星")
    assert hits.used == "any"
    assert [(word.text, word.count) for word in hits.words] == [("托育", 1), ("火星", 0)]
    assert [(s.text, s.count, s.dropped) for s in hits.suggestions] == [("托育", 1, "火星")]
    assert ask(filled, "火星", reading="all").total == ask(filled, "托育 火星", reading="all").total == 0


def test_identifiers_come_first_and_others_follow(filled):
    filled.write([document("case", "与驿站无关", exact=("no:607",)), document("other", "第607号驿站")])
    assert keys(filled, "607", exact=("no:607",)) == ["case", "other"]
    assert ask(filled, "607", exact=("no:607",)).used == "exact"
    assert ask(filled, "607", exact=("no:1",)).used == "all"


def test_within_narrows_and_never_widens(filled):
    assert keys(filled, "机构", within=("托育",)) == ["3"]
    assert keys(filled, "机构", within=("托育", "电梯")) == []


def test_writing_replaces_and_deletes_in_one_commit(filled):
    before = filled.generation
    after = filled.write([document("0", "改写过的一句")], delete=["1", "unknown"])
    assert after > before
    assert filled.count == len(SAID) - 1
    assert keys(filled, "657") == keys(filled, "养老机构") == []
    assert keys(filled, "改写") == ["0"]


def test_the_same_key_twice_in_one_commit_is_one_document(index):
    index.write([document("a", "第一稿"), document("a", "第二稿")])
    assert index.count == 1
    assert keys(index, "第二稿") == ["a"]


def test_versions_tell_what_the_index_holds(filled):
    wanted = {str(number): version_of(document(str(number), text)) for number, text in enumerate(SAID)}
    assert filled.versions() == wanted
    changed = document("0", SAID[0], facets={"year": ("2024",)})
    assert version_of(changed) != wanted["0"]


def test_what_belonged_to_a_group_goes_and_what_is_written_stays(filled):
    before = filled.versions()
    write(
        filled.folder,
        [document("new", "新写的一句", group="group of 3")],
        groups=["group of 0", "group of 3", "nobody"],
    )
    assert filled.versions().keys() == (before.keys() - {"0", "3"}) | {"new"}


def test_a_reader_sees_what_another_wrote(filled):
    reader = open_index(filled.folder, create=False)
    assert keys(reader, "新写") == []
    filled.write([document("new", "新写的一句")])
    assert keys(reader, "新写") == ["new"]


def test_a_failed_write_changes_nothing(filled):
    def broken():
        yield document("x", "写了一半")
        raise RuntimeError("the database went away")

    generation = filled.generation
    with pytest.raises(RuntimeError):
        filled.write(broken())
    with pytest.raises(RuntimeError):
        filled.rebuild(broken())
    assert (filled.generation, filled.count) == (generation, len(SAID))
    filled.write([document("y", "之后照常写入")])
    assert keys(filled, "照常") == ["y"]


def test_a_rebuild_swaps_and_leaves_nothing_behind(filled):
    old = filled.generation
    assert filled.rebuild([document("only", "只剩一句")]) > old
    assert filled.count == 1
    assert len(list(filled.folder.glob("build-*"))) == 1


def test_a_rebuild_works_whatever_the_old_one_is(filled):
    for path in filled.folder.glob("build-*/*"):
        path.write_bytes(b"\0" * 40)
    rebuild(filled.folder, [document("only", "只剩一句")])
    assert keys(open_index(filled.folder), "一句") == ["only"]


def test_no_index_is_said_so(tmp_path):
    with pytest.raises(IndexMissing):
        open_index(tmp_path / "none", create=False)


def test_one_writer_at_a_time(filled):
    with _writing(filled.folder, 0.0):
        for attempt in (lambda: filled.write([document("x", "一")]), lambda: filled.rebuild(())):
            with pytest.raises(IndexBusy):
                attempt()
        assert keys(filled, "657") == ["0"]


@pytest.mark.parametrize("name", ["schema", "dictionary"])
def test_another_version_is_outdated(filled, name):
    pointer = filled.folder / "current"
    pointer.write_text(json.dumps(json.loads(pointer.read_text()) | {name: 999}))
    with pytest.raises(IndexOutdated) as raised:
        open_index(filled.folder).find(Query("托育", PUBLIC))
    assert "dafu index rebuild" in str(raised.value)
    with pytest.raises(IndexOutdated):
        filled.write([document("x", "一")])


def _cut_in_half(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _zeros(path):
    path.write_bytes(bytes(path.stat().st_size))


TOC, PART = "build-*/_MAIN_*.toc", "build-*/*.seg"


@pytest.mark.parametrize(
    ("which", "spoil"),
    [(which, spoil) for which in (TOC, PART) for spoil in (_cut_in_half, _zeros, os.unlink)]
    + [("current", _cut_in_half), ("current", _zeros)],
)
def test_damage_is_named(filled, which, spoil):
    spoil(next(filled.folder.glob(which)))
    with pytest.raises(IndexDamaged) as raised:
        open_index(filled.folder).find(Query("托育 机构", PUBLIC))
    assert "dafu index rebuild" in str(raised.value)


def test_leftovers_of_a_crash_are_cleared(filled):
    leftover = filled.folder / "build-000900"
    shutil.copytree(next(filled.folder.glob("build-*")), leftover)
    (filled.folder / "current.new").write_text("{")
    filled.write([document("x", "照常")])
    assert not leftover.exists()
    assert keys(filled, "照常") == ["x"]


def _write_for_ever(folder):
    index = open_index(folder, create=False)
    for number in range(10_000):
        index.write([document(f"w{number}-{part}", f"第{number}批的一句驿站") for part in range(5)])


def test_a_killed_writer_leaves_whole_commits(filled):
    context = multiprocessing.get_context("spawn")
    for _ in range(2):
        writer = context.Process(target=_write_for_ever, args=(filled.folder,))
        writer.start()
        start, deadline = filled.count, time.monotonic() + 30
        while filled.count == start and writer.is_alive() and time.monotonic() < deadline:
            time.sleep(0.05)
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        fresh = open_index(filled.folder)
        assert (fresh.count - len(SAID)) % 5 == 0 and fresh.count > len(SAID)
        assert keys(fresh, "657家") == ["0"]
        fresh.write([document("again", "照常")])
        fresh.write(delete=["again"])


def test_many_threads_while_one_writes(filled):
    expected = {text: keys(filled, text) for text in ("657", "加装电梯", "托育 机构", "99.48%", '"适老化改造"')}

    def read(seed):
        chance = random.Random(seed)
        for _ in range(150):
            text = chance.choice(list(expected))
            assert keys(filled, text) == expected[text]
        return True

    with ThreadPoolExecutor(5) as pool:
        readers = [pool.submit(read, seed) for seed in range(4)]
        for number in range(12):
            filled.write([document(f"n{number}", "不相干的内容")])
        assert all(reader.result() for reader in readers)


def test_texts_of_any_kind_are_taken(index):
    odd = [
        "",
        "\0",
        "\ud800孤",
        "İstanbul",
        "𠮷野家",
        "한국어 문장",
        "a" * 5000,
        "一" * 5000,
        "١٢٣",
        "e\u0301",
        "\u202e反",
    ]
    index.write(document(f"odd{number}\ud800", text, facets={"f": (text[:5],)}) for number, text in enumerate(odd))
    assert index.count == len(odd)
    assert ask(index, "", facets=("f",)).total == len(odd)


def hostile(count):
    chance = random.Random(20261122)
    parts = [
        "*",
        "?",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        "~",
        "^",
        ":",
        "\\",
        '"',
        "“",
        "”",
        "《",
        "AND",
        "NOT",
        "OR",
        "title:",
    ]
    parts += [
        "\0",
        "\x1f",
        "\x7f",
        "\ud800",
        "\udfff",
        "\u202e",
        "\u200d",
        "𠮷",
        "托育",
        "机构",
        "657",
        "4.6%",
        "十五",
        "一" * 40,
    ]
    parts += [
        " ",
        "\t",
        "\u3000",
        "%",
        "…",
        "1,234,567",
        "0" * 50,
        "a" * 50,
        "۱۲۳",
        "한국",
        "の",
        "é",
        "ß",
        "İ",
        "❤️",
        "1.2.3.4.5",
    ]
    for number in range(count):
        yield "".join(chance.choices(parts, k=chance.randint(1, 30)))
        if number % 400 == 0:
            yield chance.choice(parts) * 5000


def test_no_question_fails(filled):
    """Ten thousand of them; none may raise, and each must answer the same total on every page."""
    for number, text in enumerate(hostile(10_000)):
        hits = filled.find(
            Query(
                text, PUBLIC, within=(text,) if number % 7 == 0 else (), fold=number % 2 == 0, facets=("year",), limit=3
            )
        )
        assert len(hits.hits) == min(hits.total, 3)


def test_no_question_scans(filled):
    """Only so many words are looked at, however much is typed: the work is bounded, whatever the text."""
    from search.query import MAX_CHARACTERS, MAX_WORDS, plan_of

    for text in hostile(300):
        plan = plan_of(text)
        assert len(plan.wanted) <= MAX_WORDS
        assert sum(len(piece.needle) for piece in plan.pieces) <= 2 * MAX_CHARACTERS  # İ grows in lower case


def test_documents_are_plain_data():
    with pytest.raises(AttributeError):
        Document("k", "sentence", "g", "", "").text = "x"
