"""Working days, from the bank holidays held. Not school days: those are each school's own."""

from datetime import date

from organisations.calendar_files import BankHolidays
from organisations.models import BankHoliday
from statute.giving_notice import WorkingDays


def get_working_days() -> WorkingDays:
    """
    Return the working days for England; they refuse days past the last year that is held.

    GOV.UK publishes whole years, so a list that ends on Boxing Day is known to 31 December.
    """
    held = get_bank_holidays()
    return WorkingDays(frozenset(held.titles), held.known_until)


def get_bank_holidays() -> BankHolidays:
    """Return the bank holidays held, with their titles, and the last day they are known for."""
    titles = dict(BankHoliday.objects.values_list("day", "title"))
    return BankHolidays(titles, date(max(titles).year, 12, 31) if titles else date.min)
