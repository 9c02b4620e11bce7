"""The table in which the cache "default" counts who tried to sign in."""

from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("scholen", "0002_bewaring")]

    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
