# scratch, never committed
from django.core.management.base import BaseCommand
class Command(BaseCommand):
    def handle(self, *a, **o):
        from config.sample import staff
        for role, org, email in staff.list_sign_ins(): self.stdout.write(f"{role:40} {org:40} {email}")
