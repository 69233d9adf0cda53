# scratch, never committed
from django.core.management.base import BaseCommand
from django.utils import timezone
from pathlib import Path
from datetime import date
from row_security.scope import WHOLE_SERVICE, scoped_transaction
class Command(BaseCommand):
    def add_arguments(self, p): p.add_argument("--cases", type=int, default=200)
    def handle(self, *a, **o):
        from config.sample import staff, school_days as sd
        from organisations import calendars
        from organisations.imports.authorities import import_authorities
        from organisations.imports.register import RegisterFile, import_register
        from organisations.models import LocalAuthority, School, CalendarSource
        from organisations.roles import Role
        now=timezone.now()
        H=Path("config/sample")
        with scoped_transaction(WHOLE_SERVICE):
            import_authorities(actor="system/sample", now=now)
            import_register(RegisterFile(name="r",content=(H/"register_reading_wokingham.csv").read_bytes(), as_at=date(2023,2,15)), actor="system/sample", now=now)
            las=list(LocalAuthority.objects.filter(code__in=["870","872"], in_force_to=None))
            staff.give_addresses(las, now=now)
            r=staff.Recruiter()
            for la in las:
                calendars.publish(la, sd.get_session_dates(sd.READING_2025, sd.READING_2026), source=CalendarSource.AUTHORITY, reason="first", actor="system/sample", now=now)
                r.hire("Avery", Role.LA_OFFICER, local_authority=la)
            s=School.objects.filter(local_authority=las[0], closed_on=None, phase_code="4", records__in_force_to=None, records__school_type="ACADEMY")[0]
            r.staff(s); r.staff(School.objects.filter(local_authority=las[0], closed_on=None, phase_code="4", records__in_force_to=None, records__school_type="MAINTAINED")[0])
