"""``dafu account``: the first account, and the way back in for whoever has locked everybody out."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import click

from cases import database
from cases.actions.accounts import GIVEN, NewAccount, NewPost, create_account, enable, reset_password
from cases.actions.second_factors import reset_on_server
from cases.actor import OFFICE
from cases.errors import NotFound
from cases.queries.accounts import account_called
from cases.queries.units import body_named, unit_named
from cases.reference import load_reference
from cases.vocabulary import Role
from server.opening import open_data
from server.settings import from_env

Made = TypeVar("Made")


@click.group("account")
def account() -> None:
    """建立账号、重置密码。第一个系统管理员在这里建立，其余在“管理”页面办理。"""


@account.command()
@click.argument("name")
@click.option("--role", required=True, type=click.Choice([role.value for role in GIVEN]), help="岗位的角色。")
@click.option("--sign-in-name", default="", help="账号名，缺省为姓名。")
@click.option("--unit", default="", help="承办单位全称，联络员、经办人、审核签发人必填。")
@click.option("--body", default="", help="人大或政协的名称，如 杭州市政协，提案建议人和审查人员必填。")
@click.option("--level", default=1, type=click.IntRange(1, 5), help="审核级次，只用于审核签发人。")
def add(name: str, role: str, sign_in_name: str, unit: str, body: str, level: int) -> None:
    """为 NAME 建立账号，打印一次性密码，首次登录须修改。"""

    async def made() -> tuple[int, str]:
        await load_reference()
        post = NewPost(
            Role(role),
            unit=await unit_named(unit) if unit else None,
            body=await body_named(body) if body else None,
            level=level,
        )
        return await create_account(NewAccount(name=name, sign_in_name=sign_in_name), post, actor=OFFICE)

    _, password = in_database(made)
    click.echo(f"账号名：{sign_in_name or name}\n一次性密码：{password}", color=False)


@account.command()
@click.argument("name")
def reset(name: str) -> None:
    """重置账号 NAME 的密码，停用的同时启用，打印新的一次性密码。"""

    async def made() -> str:
        number = await account_called(name)
        if number is None:
            raise NotFound(kind="账号", key=name)
        await enable(number, actor=OFFICE)
        return await reset_password(number, actor=OFFICE)

    click.echo(f"一次性密码：{in_database(made)}")


@account.command("reset-factor")
@click.argument("name")
def reset_factor(name: str) -> None:
    """取消账号 NAME 的两步验证，用于手机和恢复码都丢失、又没有第二位管理员的时候。记入审计日志。"""

    async def made() -> None:
        number = await account_called(name)
        if number is None:
            raise NotFound(kind="账号", key=name)
        await reset_on_server(number, actor=OFFICE)

    in_database(made)
    click.echo("已取消两步验证，已有的登录全部退出。请本人登录后重新设置。")


def in_database(act: Callable[[], Awaitable[Made]]) -> Made:
    """What an act gives, done in the opened database."""

    async def run() -> Made:
        await open_data(from_env())
        try:
            return await act()
        finally:
            await database.close()

    return asyncio.run(run())
