"""What the ``piccolo`` command reads (PICCOLO_CONF=server.piccolo_conf): the database named by the environment."""

from cases import database
from cases.engines import rebuild
from cases.piccolo_conf import APP_REGISTRY
from server.settings import from_env

__all__ = ["APP_REGISTRY", "DB"]

rebuild.install()
DB = database.connect(from_env().database_url)
