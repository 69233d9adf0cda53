"""No school day lies outside the days for which they are known: whatever counts may rest on it."""

from django.db import migrations, models
from django.db.models.expressions import RawSQL


class Migration(migrations.Migration):
    dependencies = [("organisations", "0005_calendar_confirmed")]
    operations = [
        migrations.AddConstraint(
            model_name="calendarversion",
            constraint=models.CheckConstraint(
                name="calendar_days_lie_where_they_are_known",
                condition=RawSQL(
                    "known_from <= ALL (session_days) AND known_until >= ALL (session_days)",
                    (),
                    models.BooleanField(),
                ),
            ),
        ),
    ]
