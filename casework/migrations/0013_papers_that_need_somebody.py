"""The index of what waits to be checked has what was found to be unsafe in it too."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("casework", "0012_draft_of_a_client")]
    operations = [
        migrations.RemoveIndex("document", "document_waiting"),
        migrations.AddIndex(
            "document",
            models.Index("filed_at", "id", condition=~Q(state="CLEAN"), name="document_not_clean"),
        ),
    ]
