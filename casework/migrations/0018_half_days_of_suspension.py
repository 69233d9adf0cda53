"""Whoever cancels an exclusion before the second page is given says the half-days suspended."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0017_break_glass")]
    operations = [
        migrations.AddField(
            "case", "sessions_suspended", models.PositiveSmallIntegerField(null=True)
        )
    ]
