from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import ForeignKey
from piccolo.columns.column_types import Text

ID = "2026-11-23T17:41:49:999177"
VERSION = "1.38.0"
DESCRIPTION = "no index of their own for columns of few values"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="cases", description=DESCRIPTION)

    manager.alter_column(
        table_class_name="Document",
        tablename="documents",
        column_name="audience",
        db_column_name="audience",
        params={"index": False},
        old_params={"index": True},
        column_class=Text,
        old_column_class=Text,
        schema=None,
    )

    manager.alter_column(
        table_class_name="Document",
        tablename="documents",
        column_name="superseded_by",
        db_column_name="superseded_by",
        params={"index": False},
        old_params={"index": True},
        column_class=ForeignKey,
        old_column_class=ForeignKey,
        schema=None,
    )

    manager.alter_column(
        table_class_name="Case",
        tablename="cases",
        column_name="merged_into",
        db_column_name="merged_into",
        params={"index": False},
        old_params={"index": True},
        column_class=ForeignKey,
        old_column_class=ForeignKey,
        schema=None,
    )

    manager.alter_column(
        table_class_name="Case",
        tablename="cases",
        column_name="audience",
        db_column_name="audience",
        params={"index": False},
        old_params={"index": True},
        column_class=Text,
        old_column_class=Text,
        schema=None,
    )

    manager.alter_column(
        table_class_name="Reply",
        tablename="replies",
        column_name="audience",
        db_column_name="audience",
        params={"index": False},
        old_params={"index": True},
        column_class=Text,
        old_column_class=Text,
        schema=None,
    )

    manager.alter_column(
        table_class_name="Commitment",
        tablename="commitments",
        column_name="audience",
        db_column_name="audience",
        params={"index": False},
        old_params={"index": True},
        column_class=Text,
        old_column_class=Text,
        schema=None,
    )

    manager.alter_column(
        table_class_name="Figure",
        tablename="figures",
        column_name="audience",
        db_column_name="audience",
        params={"index": False},
        old_params={"index": True},
        column_class=Text,
        old_column_class=Text,
        schema=None,
    )

    return manager
