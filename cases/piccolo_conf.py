"""The configuration Piccolo asks for by name (PICCOLO_CONF): DB is whatever ``cases.database`` has opened."""

from typing import Any

from piccolo.conf.apps import AppRegistry

from cases import database

APP_REGISTRY = AppRegistry(apps=["cases.piccolo_app"])


def __getattr__(name: str) -> Any:
    if name == "DB":
        return database.engine()
    raise AttributeError(name)
