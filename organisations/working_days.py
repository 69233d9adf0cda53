"""Working days, from the bank holidays held. Not school days: those are each school's own."""

from datetime import date

from organisations.models import BankHoliday
from statute.giving_notice import WorkingDays


def get_working_days() -> WorkingDays:
    """
    Return the working days for England; they refuse days past the last year that is held.

    GOV.UK publishes whole years, so a list that ends on Boxing Day is known to 31 December.
    """
    days = frozenset(BankHoliday.objects.values_list("day", flat=True))
    known_until = date(max(days).year, 12, 31) if days else date.min
    return WorkingDays(days, known_until)
