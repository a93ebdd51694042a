"""What no source of ours does, read from the syntax; what may be done in one place names that place and why."""

import ast
import re
from collections.abc import Iterable, Iterator

import pytest

from tests.attack import patterns, regexes
from tests.attack.hostile_texts import endless
from tests.rules.test_tree import ROOT, tracked

SOURCES = {path.relative_to(ROOT).as_posix(): path for path in patterns.sources()}
TEMPLATES = [name for name in tracked() if re.match(r"templates/.*\.(html|txt)$", name)]
SCRIPTS = [name for name in tracked() if re.match(r"server/static/[^/]+\.js$", name)]
CALLS = {"Template", "eval", "exec", "compile", "__import__", "breakpoint", "input"}
OF_MODULES = {
    "os": {"system", "popen", "execv", "execvp", "spawnl", "spawnv"},
    "pickle": {"load", "loads", "Unpickler"},
    "marshal": {"load", "loads"},
    "shelve": {"open"},
    "yaml": {"load", "unsafe_load"},
    "tempfile": {"mktemp"},
    "hashlib": {"md5", "sha1", "new"},
    "random": {"random", "randint", "choice", "choices", "randrange", "getrandbits", "shuffle", "sample"},
    "subprocess": {"getoutput", "getstatusoutput"},
}
METHODS = {"create_subprocess_shell", "set_trace"}
# Whoever may open a connection, and to what.
CONNECTING = {
    "asyncpg": ("cases/engines/", "cases/backups/", "cases/database.py"),  # the database of the settings
    "aiosmtplib": ("server/mailer.py",),  # the mail server of the settings
    "obstore": ("cases/stores/",),  # the file store of the settings
    "http": (),
    "urllib.request": (),
    "httpx": (),
    "requests": (),
    "aiohttp": (),
    "ftplib": (),
    "smtplib": (),
    "telnetlib": (),
}
# Pictures that the server draws of its own address.
DRAWN = {"templates/replies/page.html": "the square code of a published reply"}
# Markup that scripts write, each a text of their own or a part that this very site rendered.
MARKUP = {
    "server/static/app.js": "an empty note, filled by textContent",
    "server/static/editor.js": "the preview that the server rendered",
}


def dangers(every: Iterable[ast.AST]) -> Iterator[str]:
    """What is dangerous about the calls among these nodes."""
    for call in (one for one in every if isinstance(one, ast.Call)):
        match call.func:
            case ast.Name(id=name) if name in CALLS:
                yield name
            case ast.Attribute(value=ast.Name(id=module), attr=name) if name in OF_MODULES.get(module, ()):
                yield f"{module}.{name}"
            case ast.Attribute(attr=name) if name in METHODS:
                yield name
        for word in call.keywords:
            if word.arg == "shell" and not (isinstance(word.value, ast.Constant) and word.value.value is False):
                yield "shell"
            if word.arg is None and re.search(r"\bform\b|\.form\(", ast.unparse(word.value)):
                yield "a form unpacked"


def test_no_source_does_what_is_dangerous():
    """No source runs text, unpickles, uses weak hashes or guessable numbers, or unpacks a form into a row."""
    found = {name: list(dangers(patterns.nodes(path))) for name, path in SOURCES.items()}
    assert {name: what for name, what in found.items() if what} == {}


def test_only_named_modules_open_connections():
    found = []
    for name, path in SOURCES.items():
        for node in patterns.nodes(path):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for one in names:
                part = next((m for m in CONNECTING if one == m or one.startswith(f"{m}.")), None)
                if part and not name.startswith(CONNECTING[part]):
                    found.append((name, one))
    assert found == []


@pytest.mark.parametrize(
    "source",
    ["eval('1')", "os.system(x)", "pickle.loads(x)", "hashlib.md5(x)", "run(x, shell=True)",
     "NewCase(**form)", "NewCase(**dict(await request.form()))", "random.choice(x)", "Template(x)"],
)  # fmt: skip
def test_these_would_be_found(source):
    text = f"async def f():\n    {source}" if "await" in source else source
    assert list(dangers(ast.walk(ast.parse(text))))


def test_no_template_marks_words_as_harmless():
    marked = {name for name in TEMPLATES if re.search(r"\|\s*safe\b(?!\w)|autoescape|Markup", _text(name))}
    assert marked == set(DRAWN)


def test_no_script_writes_markup():
    """Words reach a page by ``textContent``; nothing is evaluated and no object is filled by names from outside."""
    writing = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|__proto__")
    assert {name for name in SCRIPTS if writing.search(_text(name))} == set(MARKUP)
    assert all(_text(name).count("innerHTML") == 1 for name in MARKUP)


def test_password_fields_hide_and_take_pasted_words():
    fields = [(name, one) for name in TEMPLATES for one in re.findall(r"<input[^>]*>", _text(name))]
    secret = [(name, one) for name, one in fields if "-password" in one]
    assert len(secret) >= 5
    for name, one in secret:
        assert 'type="password"' in one, name
        assert "onpaste" not in one and 'autocomplete="off"' not in one, name
    assert not any(re.search("密保|密码提示|提示问题", _text(name)) for name in TEMPLATES)


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


SIZE = 30_000  # a pattern that grows with the square of this takes many times what the guard gives
GUARD = 3.0


def test_patterns_without_a_bound_end_on_junk():
    """Those that stand as they are; all others, and longer texts, by ``python -m tests.attack regexes``."""
    tried, slow = 0, []
    for pattern, place in patterns.inline():
        for name, seconds in regexes.tries(patterns.Found(pattern, 0, place), SIZE, GUARD, endless):
            tried += 1
            slow += [(place, name)] if seconds >= GUARD else []
    assert slow == []
    assert tried > 30


@pytest.mark.parametrize("pattern", [r"(a+)+$", r"(?:\s*,?)*x", r"[×x]{2,}y", r"(?:名|名名)+$"])
def test_a_pattern_that_does_not_end_would_be_found(pattern):
    found = patterns.Found(pattern, 0, "nowhere.py:1")
    assert any(seconds >= 0.05 for _, seconds in regexes.tries(found, SIZE, 0.05))


def test_every_source_is_looked_at():
    assert len(SOURCES) > 300
    assert len(TEMPLATES) > 100
