"""Search side by side: Dafu with its index in a folder and in PostgreSQL, PostgreSQL's own GIN index, tantivy, SQLite
FTS5 and stock Whoosh over the same words and questions, in one run.

    python -m tests.bench.bench_search [--size 120000] [--rounds 7] [--json] [--no-whoosh]
    python -m tests.bench.bench_search --only dafu dafu-pg gin --facets

A question is answered when the ids of the ten best and the exact number of hits are there. Dafu's time runs from the
text as typed; the others are given its words already cut. Postings are warm: the first round is "cold" and counted by
itself. Rounds take turns, so that whatever else the machine does falls on all alike.
"""

import argparse
import contextlib
import gc
import json
import math
import os
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from search.lexicon import lexicon
from search.tokens import index_words
from tests import postgres
from tests.bench.archive import SEED, SENTENCES_A_CASE, Sentence, sentences
from tests.bench.engines import ENGINES, Dafu, Engine, Question, Row, Whoosh, question
from tests.bench.engines_postgres import Gin, Tables

# Dafu first, stock Whoosh last.
ALL = (ENGINES[0], Tables, Gin, *ENGINES[1:])

_QUESTIONS: tuple[tuple[str, dict[str, str]], ...] = (
    ("成长驿站", {}),
    ("养老服务 满意率", {}),
    ("普惠托位 专项补助", {}),
    ("家庭养老床位 覆盖率", {}),
    ("适老化改造", {}),
    ("居家养老 试点", {}),
    ("医养结合 信息共享", {}),
    ("护理员培训 通报", {}),
    ("老旧小区改造 开工", {}),
    ("社区嵌入式服务设施", {}),
    ("农村公路 2027", {}),
    ("无障碍环境 东山区", {}),
    ("儿童友好空间 为民实事", {}),
    ("口袋公园 平台 数据", {}),
    ("污水处理 审批 工期", {}),
    ("垃圾分类 街道 服务点", {}),
    ("人才公寓 补贴", {}),
    ("数字化平台 会商", {}),
    ("政务服务 石桥县 改造", {}),
    ("高龄津贴 机构", {}),
    ("充电设施 新增", {}),
    ("体育设施 建成", {}),
    ("课后服务 率先 试行", {}),
    ("公办幼儿园 计划 2025", {}),
    ("志愿服务 从业人员 培训 内容", {}),
    ("下一步 重点 解决", {}),
    ("覆盖率 达到", {}),
    ("联席会议制度 建立", {}),
    ("实施办法 起草 印发", {}),
    ("鼓励 社会力量 参与 条件", {}),
    ("社区 试点 成熟", {}),
    ("服务", {}),
    ("改造", {}),
    ("将 底前", {}),
    ("金湖市", {}),
    ("桃源县 云门区", {}),
    ("市民政局 市教育局", {}),
    ("99.5%", {}),
    ("657", {}),
    ("657 平方米", {}),
    ("1200 人次", {}),
    ("2030 覆盖率 98.6%", {}),
    ("桥梁", {}),
    ("音乐 艺术", {}),
    ("粮食 加工", {}),
    ("图书馆 平台", {}),
    ("污染 治理 审批", {}),
    ("成长驿站", {"department": "市民政局"}),
    ("普惠托位 计划", {"year": "2024"}),
    ("养老服务 意见", {"department": "市民政局", "year": "2023"}),
    ("加强 培训", {"state": "已逾期"}),
    ("智慧养老 数据", {"state": "推进中"}),
    ("口袋公园", {"department": "市园文局", "state": "推进中"}),
    ("改造 采购", {"year": "2025"}),
    ("心理健康 社区", {"year": "2026"}),
    ("基层治理 联席会议制度", {"department": "市司法局"}),
    ("农村公路 开工", {"department": "市交通局", "year": "2022", "state": "已兑现"}),
    ("养老产业园 投入 街道 服务点 专项补助", {}),
    ("鲲鹏 养老服务", {}),
    ("查无此词吗 火星", {}),
)


def questions() -> list[Question]:
    """The sixty questions of the benchmark."""
    return [question(text, filters) for text, filters in _QUESTIONS]


# Words, cut once for all engines


def _row(item: Sentence) -> Row:
    words = tuple(index_words(item.text))
    return Row(item.number, item.case, item.text, words, item.department, str(item.year), item.state, item.deadline)


def _cut(items: list[Sentence]) -> tuple[list[Row], float]:
    began = time.process_time()
    return [_row(item) for item in items], time.process_time() - began


def rows_of(size: int, folder: Path) -> tuple[list[Row], float]:
    """The archive with its words, and the CPU seconds that cutting them took; kept between runs."""
    kept = folder / f"words-{size}-{SEED}-{lexicon().digest}.pickle"
    if kept.exists():
        rows, seconds = pickle.loads(kept.read_bytes())
        return rows, seconds
    stream = sentences(size)
    parts = iter(lambda: list(islice(stream, 5000)), [])
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        done = list(pool.map(_cut, parts))
    rows = [row for part, _ in done for row in part]
    seconds = sum(part for _, part in done)
    kept.write_bytes(pickle.dumps((rows, seconds)))
    return rows, seconds


# Measuring


def percentile(values: Iterable[float], share: float) -> float:
    """The value that a share of all values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(len(ordered) * share) - 1)]


def race(engines: Sequence[Engine], asked: Sequence[Question], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of every question, engines taking turns; those of the first round under "NAME cold"."""
    times: dict[str, list[float]] = {engine.name: [] for engine in engines}
    times |= {f"{engine.name} cold": [] for engine in engines}
    for turn in range(rounds + 1):
        for engine in engines:
            if engine.name == Whoosh.name and turn > 3:
                continue
            for item in asked:
                began = time.perf_counter()
                engine.ask(item)
                taken = time.perf_counter() - began
                times[engine.name if turn else f"{engine.name} cold"].append(taken * 1000)
    return times


def score_error(engine: Engine, reference: Engine, asked: Sequence[Question]) -> float:
    """Largest difference between the scores of two engines, as a share; questions with synonyms are left out."""
    worst = 0.0
    for item in asked:
        if all(len(group) == 1 for group in item.groups):
            ours, theirs = engine.ask(item)[2], reference.ask(item)[2]
            worst = max([worst, *(abs(a - b) / max(abs(b), 1e-6) for a, b in zip(ours, theirs, strict=True))])
    return worst


def memory(name: str, size: int, folder: Path) -> int:
    """Bytes that opening an index and asking every question once adds to a process of its own."""
    command = [sys.executable, "-m", "tests.bench.bench_search", "--size", str(size), "--memory", name]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "TMPDIR": str(folder.parent)}
    )
    return int(done.stdout)


def _own_memory(name: str, folder: Path) -> int:
    asked = questions()
    index_words("准备")
    engine = next(kind for kind in ALL if kind.name == name)(folder)
    before = _resident()
    engine.open()
    for item in asked:
        engine.ask(item)
    return _resident() - before


def _resident() -> int:
    """Bytes of this process in memory now; the peak where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def measure(size: int, rounds: int, only: Sequence[str], *, facets: bool) -> dict[str, object]:
    """Everything that is printed, by engine. only: names of engines."""
    folder = Path(tempfile.gettempdir()) / "dafu-bench-search"
    folder.mkdir(exist_ok=True)
    place = folder / str(size)
    place.mkdir(exist_ok=True)
    with contextlib.ExitStack() as running:
        if {Tables.name, Gin.name} & set(only):
            (place / "postgres").write_text(running.enter_context(postgres.server()))
        return _measured(size, rounds, [kind(place) for kind in ALL if kind.name in only], folder, facets=facets)


def _measured(size: int, rounds: int, engines: Sequence[Engine], folder: Path, *, facets: bool) -> dict[str, object]:
    whoosh = any(isinstance(engine, Whoosh) for engine in engines)
    rows, cutting = rows_of(size, folder)
    say(f"{len(rows)} sentences, {sum(len(row.words) for row in rows)} words; cutting took {cutting:.1f} CPU s")
    gc.freeze()  # the rows are not part of any engine's work, and collecting them again and again would be
    out: dict[str, dict[str, float]] = {engine.name: {} for engine in engines}
    for engine in engines:
        began, cpu = time.perf_counter(), time.process_time()
        engine.facets = facets
        engine.build(rows)
        took = time.perf_counter() - began
        shared = 0.0 if isinstance(engine, Dafu) else cutting
        out[engine.name] |= {"build_s": round(took + shared, 2), "bytes": engine.bytes()}
        say(f"{engine.name}: built in {took:.1f} s wall, {time.process_time() - cpu:.1f} s CPU")
        engine.open()
    asked = questions()
    times = race(engines, asked, rounds)
    answers = {engine.name: [engine.ask(item) for item in asked] for engine in engines}
    counts = {name: [answer[1] for answer in some] for name, some in answers.items()}
    for engine in engines:
        spent = times[engine.name]
        cold = times[f"{engine.name} cold"]
        for name, some in (("", spent), ("cold_", cold)):
            shares = {f"{name}p50_ms": percentile(some, 0.5), f"{name}p95_ms": percentile(some, 0.95)}
            out[engine.name] |= {key: round(value, 3) for key, value in shares.items()}
        out[engine.name] |= {"hits": sum(counts[engine.name]), "memory_bytes": memory(engine.name, size, folder)}
    errors = {e.name: score_error(e, engines[-1], asked) for e in engines[:1]} if whoosh else {}
    case = [_row(item) for item in islice(sentences(size + SENTENCES_A_CASE, SEED + 1), size, None)]
    for engine in engines:
        began = time.perf_counter()
        engine.add(case)
        engine.ask(asked[0])
        out[engine.name]["add_case_ms"] = round((time.perf_counter() - began) * 1000, 1)
    return {
        "size": size,
        "questions": len(asked),
        "rounds": rounds,
        "cutting_cpu_s": round(cutting, 2),
        "facets": facets,
        "same_hits": all(counts[name] == counts["dafu"] for name in counts),
        "same_answers": answers["dafu"] == answers[Tables.name] if Tables.name in answers else None,
        "score_error": errors.get("dafu"),
        "engines": out,
    }


def say(text: str) -> None:
    """To people, not into the data."""
    print(text, file=sys.stderr, flush=True)


def table(found: dict[str, object]) -> str:
    """The figures as people read them."""
    engines: dict[str, dict[str, float]] = found["engines"]  # type: ignore[assignment]
    lines = [
        f"{'':9}{'p50 ms':>9}{'p95 ms':>9}{'cold p50':>10}{'cold p95':>10}{'hits':>10}{'build s':>9}{'MB':>8}"
        f"{'memory MB':>11}{'add a case ms':>15}"
    ]
    for name, row in engines.items():
        times = f"{row['p50_ms']:9.3f}{row['p95_ms']:9.3f}{row['cold_p50_ms']:10.3f}{row['cold_p95_ms']:10.3f}"
        sizes = f"{row['hits']:10d}{row['build_s']:9.1f}{row['bytes'] / 1e6:8.1f}{row['memory_bytes'] / 1e6:11.0f}"
        lines.append(f"{name:9}{times}{sizes}{row['add_case_ms']:15.1f}")
    lines.append(f"same number of hits for every question: {'yes' if found['same_hits'] else 'NO'}")
    if found["same_answers"] is not None:
        same = "yes" if found["same_answers"] else "NO"
        lines.append(f"same hits, order and scores with the index in PostgreSQL: {same}")
    if found["score_error"] is not None:
        lines.append(f"scores differ from stock Whoosh's by at most {found['score_error']:.2%}")
    lines.append("Answers: ten best ids and exact count. Build includes cutting words. Dafu's bytes include the texts.")
    return "\n".join(lines)


def main() -> None:
    """Parse the options, measure, print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--size", type=int, default=120_000)
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--json", action="store_true")
    options.add_argument("--no-whoosh", action="store_true")
    options.add_argument("--only", nargs="+", choices=[kind.name for kind in ALL], default=[k.name for k in ALL])
    options.add_argument("--facets", action="store_true", help="count department, year and state too, where it can be")
    options.add_argument("--memory", choices=[kind.name for kind in ALL], help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.memory:
        folder = Path(tempfile.gettempdir()) / "dafu-bench-search" / str(chosen.size)
        print(_own_memory(chosen.memory, folder))
        return
    only = [name for name in chosen.only if not (chosen.no_whoosh and name == Whoosh.name)]
    found = measure(chosen.size, chosen.rounds, only, facets=chosen.facets)
    print(table(found))
    if chosen.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
