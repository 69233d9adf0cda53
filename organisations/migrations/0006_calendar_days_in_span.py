"""No school day lies outside the days for which they are known: whatever counts may rest on it."""

from django.db import migrations, models

from organisations.day_arrays import DayIsNotAfterAny, DayIsNotBeforeAny


class Migration(migrations.Migration):
    dependencies = [("organisations", "0005_calendar_confirmed")]
    operations = [
        migrations.AddConstraint(
            model_name="calendarversion",
            constraint=models.CheckConstraint(
                name="calendar_days_lie_where_they_are_known",
                condition=models.Q(DayIsNotAfterAny("known_from", "session_days"))
                & models.Q(DayIsNotBeforeAny("known_until", "session_days")),
            ),
        ),
    ]
