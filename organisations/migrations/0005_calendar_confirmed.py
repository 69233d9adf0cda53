"""Who has said of a version of school days that they are right, and when."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0004_cache")]
    operations = [
        migrations.AddField(
            model_name="calendarversion",
            name="confirmed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="calendarversion",
            name="confirmed_by",
            field=models.CharField(default="", max_length=60),
        ),
    ]
