from django.db import migrations

from row_security.policies import isolate_with

OF_A_CASE = ("hearing", "attendancerequest", "speakingpermission")
OF_A_HEARING = ("panelseat", "invitation", "attendee", "outcome")


class Migration(migrations.Migration):
    dependencies = [("hearings", "0002_initial"), ("casework", "0003_reach")]
    operations = [
        *(isolate_with("casework_case", f"hearings_{t}", column="case_id") for t in OF_A_CASE),
        *(
            isolate_with("hearings_hearing", f"hearings_{t}", column="hearing_id")
            for t in OF_A_HEARING
        ),
    ]
