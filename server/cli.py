"""The command line. A command reads its words, calls one function and prints; data on stdout, progress on stderr.

What a command is made of is read when it is called: the whole program takes seconds, and a small command needs little
of it. Listed here is only what ``--help`` says.
"""

import importlib
from typing import Any

import click

INTERRUPTED = 130


class Later(click.Command):
    """A command by its name and its first sentence. place: module and name of what it is, read when it is called."""

    def __init__(self, name: str, place: str, sentence: str) -> None:
        super().__init__(name, short_help=sentence)
        self.place = place

    def read(self) -> click.Command:
        """The command itself."""
        module, _, name = self.place.partition(":")
        found: click.Command = getattr(importlib.import_module(module), name)
        return found


class Sentences(click.Group):
    """A group whose commands end with our sentence and exit code 1 where something we know of went wrong."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, rest = super().resolve_command(ctx, args)
        return name, command.read() if isinstance(command, Later) else command, rest

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("已中断。", err=True)
            ctx.exit(INTERRUPTED)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as problem:
            if isinstance(problem, _known()):
                raise click.ClickException(str(problem)) from problem
            raise


def _known() -> tuple[type[Exception], ...]:
    """What may go wrong and says so in a sentence."""
    from cases.errors import CaseError
    from cases.fulltext import SearchError
    from server.settings import SettingsProblem

    return CaseError, SearchError, SettingsProblem


@click.group(cls=Sentences, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="dafu", message="答复 Dafu %(version)s")
def main() -> None:
    """答复：每一份答复查得到，每一条承诺可核对。"""


for _name, _place, _sentence in (
    ("account", "cli_accounts:account", "建立账号、重置密码。第一个系统管理员在这里建立，其余在“管理”页面办理。"),
    ("audit", "cli_audit:audit", "核对审计日志的校验链，导出日志另行保存。"),
    ("backup", "cli_backup:backup", "备份、核对、恢复。一份备份试恢复并核对过，才算备份。"),
    ("check", "cli_doctor:check", "检查设置能不能用；--deploy 再看能不能给真实用户用。退出码：0 可以，1 有问题。"),
    (
        "config",
        "cli_config:config",
        "查看设置。设置写在环境变量里，或写在当前文件夹的 .env 里；两处都有时以环境变量为准。",
    ),
    ("demo", "cli_running:demo", "备好演示档案并启动网站，打印网址。"),
    (
        "doctor",
        "cli_doctor:doctor",
        "检查这台机器：数据库、磁盘、字体、时钟、工作日历、管理员、备份。不改动任何数据，只在附件库里试写一个文件再删掉。",
    ),
    ("export", "cli_open:export", "导出数据。"),
    ("files", "cli_files:files_", "核对附件：库里登记的文件是否都在、是否原样。"),
    ("import", "cli_import:import_", "把答复、方案、发布会等文件导入档案。"),
    ("index", "cli_index:index_", "维护检索索引。索引可以随时删除重建，数据只以数据库为准。"),
    ("keeper", "cli_running:keeper_", "单独运行索引维护进程，与 dafu serve --workers 配合。"),
    ("key", "cli_keys:key_", "电话、地址等内容加密存放，密钥在单独的文件里（DAFU_KEYS），不在数据库和备份里。"),
    ("migrate", "cli_running:migrate", "把数据库结构和基础数据更新到本版本。"),
    ("paper", "cli_papers:paper", "把 KIND 这种公文排成 PDF 或 Word 文件。"),
    ("parse", "cli_parse:parse", "读出文件里的案号、单位、承诺和数据，不入库。"),
    ("search", "cli_search:search", "检索承诺、答复、提案建议和其他文件。"),
    ("serve", "cli_running:serve", "启动网站；只有一个进程时，索引也由它维护。"),
    ("upgrade", "cli_upgrade:upgrade", "把数据升级到刚安装的版本：检查 → 备份并试恢复 → 改数据库结构 → 核对 → 报告。"),
):
    main.add_command(Later(_name, f"server.{_place}", _sentence))
