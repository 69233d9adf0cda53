"""What the database answers about a day and an array of days, for constraints."""

from django.db.models import BooleanField, Func


class DayIsNotAfterAny(Func):
    """Whether a day is no later than every day of an array; it is where there are none."""

    template = "(%(expressions)s))"
    arg_joiner = " <= ALL ("
    output_field = BooleanField()


class DayIsNotBeforeAny(Func):
    """Whether a day is no earlier than every day of an array; it is where there are none."""

    template = "(%(expressions)s))"
    arg_joiner = " >= ALL ("
    output_field = BooleanField()
