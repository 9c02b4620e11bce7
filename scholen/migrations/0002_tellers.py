from typing import Any

from django.core.management import call_command
from django.db import migrations


def make_table(apps: Any, schema_editor: Any) -> None:
    """The table in which the cache "default" counts who tried to sign in."""
    database = schema_editor.connection.alias
    call_command("createcachetable", database=database, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("scholen", "0001_initial")]

    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
