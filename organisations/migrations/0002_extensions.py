"""Names are searched by parts; the extensions need the database's owner."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial"), ("row_security", "0001_rights")]
    operations = [BtreeGistExtension(), TrigramExtension()]
