"""The page of one case."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from casework import access, history, looks, particulars, working
from casework.actions.extensions import find_bar
from casework.board_limit import get_board_limits
from casework.days_out import get_days_out
from casework.facts import facts_of
from casework.models import Case, CaseAssignment, Deadline, DeadlineState
from casework.states import ENDED, CaseStatus, may_move
from casework.wording import Clock, tell_clock, tell_subject
from organisations.access import may_publish_calendar
from organisations.models import User
from statute.reason_codes import LABELS


@dataclass(frozen=True, slots=True)
class Line:
    """One deadline on the page of its case."""

    deadline: Deadline
    subject: str
    clock: Clock | None  # of a duty still open

    @property
    def was_done_at_once(self) -> bool:
        """Tell whether it was due on the day it arose and done on it: nothing to look at."""
        row = self.deadline
        return row.state == DeadlineState.MET and row.counted == [row.triggered_on]


@require_GET
@login_required
def show_case(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one case. Whoever was only given it sees less."""
    case, user = find_case(request, public_id, in_full=False)
    now = timezone.now()
    if not access.reaches_in_full(user, case):
        return _show_to_panel(request, case, user)
    every_line = get_lines(case, timezone.localdate(now))
    lines = [line for line in every_line if not line.was_done_at_once]
    context = _tell_what_is_allowed(case, user, timezone.localdate(now)) | {
        "case": case,
        "ended": case.status in ENDED,
        "lines": lines,
        "done_at_once": [line for line in every_line if line.was_done_at_once],
        "clocks": working.get_clocks([line.deadline for line in lines]),
        "today": timezone.localdate(now),
        "first": next(
            (line for line in lines if line.deadline.rule_id == case.attend_to_rule), None
        ),
        "missing": [line for line in lines if line.clock and line.deadline.gap],
        "reasons": [LABELS[code] for code in case.reasons],
        "particulars": particulars.tell_particulars(case, facts_of(case).dates),
        "upn": particulars.tell_upn(case),
        "adults": case.adults.order_by("position"),
        "documents": access.get_documents_for(user, case).in_order(),
        "days_out": get_days_out(case, user),
        "offers": case.education_offers.order_by("offered_on", "id"),
        "educating": access.get_educating_authority(case),
        "history": history.get_history(case),
        "may_protect": access.may_protect(user, case),
    }
    return render(request, "casework/case.html", context)


def _tell_what_is_allowed(case: Case, user: User, today: date) -> dict[str, bool]:
    """Return which links and buttons of the page are this person's."""
    return {
        "may_supply": may_publish_calendar(user, case.school),
        "may_arrange": access.may_arrange_education(user, case),
        "may_cancel": may_cancel(case, user),
        "may_tell_board": may_move(
            CaseStatus(case.status), CaseStatus.AWAITING_BOARD, actor=user, school=case.school
        ),
        "may_follow_up": access.may_draft(user, case.school),
        "may_file": access.may_file(user, case),
        "may_conclude": may_conclude(case, user),
        "may_correct": access.may_correct(user, case),
        "may_extend": access.may_extend(user, case) and not find_bar(case, today=today),
        "may_open_sealed": access.may_open_sealed(user, case),
        "may_read_trail": access.may_read_trail(user, case),
    }


def _show_to_panel(request: HttpRequest, case: Case, user: User) -> HttpResponse:
    """What a governor or review member needs: who, when, the meeting, and the papers named."""
    assignment = CaseAssignment.objects.standing().filter(user=user, case=case)
    context = {
        "case": case,
        "meet_by": get_board_limits(case).first(),
        "assignment": assignment.select_related("invitation").order_by("invitation").first(),
        "documents": access.get_documents_for(user, case).in_order(),
        "now": timezone.now(),
    }
    return render(request, "casework/case_for_panel.html", context)


def find_case(request: HttpRequest, public_id: UUID, *, in_full: bool = True) -> tuple[Case, User]:
    """
    Return the case and who asks for it, and note the look; ``in_full``: of whole records alone.

    :raises Http404: if there is no such case, or it is not theirs: the two look alike.
    """
    assert isinstance(request.user, User)
    user = request.user
    found = Case.objects.open_to(user) if in_full else Case.objects.visible_to(user)
    visible = found.select_related(
        "school__local_authority", "school__trust", "authority", "home_authority", "pupil",
        "notice_given_by", "typed_by",
    )  # fmt: skip
    case = get_object_or_404(visible, public_id=public_id)
    looks.note_case(request, case)
    return case, user


def get_lines(case: Case, today: date) -> list[Line]:
    """Return the case's deadlines, what is open first and by day."""
    rows = case.deadlines.exclude(state=DeadlineState.LAPSED)
    lines = [Line(row, tell_subject(row.rule_id), _tell(row, today)) for row in rows]
    return sorted(lines, key=lambda line: _order(line, case))


def may_cancel(case: Case, user: User) -> bool:
    status = CaseStatus(case.status)
    return may_move(status, CaseStatus.CANCELLED, actor=user, school=case.school)


def _order(line: Line, case: Case) -> tuple[bool, date, str]:
    row = line.deadline
    return row.state != DeadlineState.OPEN, row.due_date or case.excluded_on, row.rule_id


def _tell(row: Deadline, today: date) -> Clock | None:
    if row.state != DeadlineState.OPEN:
        return None
    return tell_clock(
        row.rule_id, due_date=row.due_date, gap=row.gap, counted=row.counted, today=today
    )


def may_conclude(case: Case, user: User) -> bool:
    """Tell whether this person may record that the exclusion stands."""
    source = CaseStatus(case.status)
    return may_move(source, CaseStatus.CONCLUDED, actor=user, school=case.school)
