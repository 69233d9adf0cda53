"""The table of Django's database cache, which keeps the limits on sign-in."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_register_readings"), ("row_security", "0001_rights")]
    operations = [
        migrations.RunSQL(
            sql=[
                "CREATE TABLE organisations_cache (cache_key varchar(255) PRIMARY KEY,"
                " value text NOT NULL, expires timestamp with time zone NOT NULL)",
                "CREATE INDEX organisations_cache_expires ON organisations_cache (expires)",
            ],
            reverse_sql="DROP TABLE organisations_cache",
        )
    ]
