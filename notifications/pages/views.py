"""Letters on screen: what waits for a person, and exactly what was sent."""

from typing import cast
from uuid import UUID

from django.contrib import messages as notices
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from design_system.templatetags.design import TimelineEntry
from notifications import actions, queries
from notifications.access import check_may_settle, may_settle
from notifications.looks import note_letter
from notifications.models import Enclosure, Member, Message, State
from notifications.pages.forms import PostedForm, SettleForm
from notifications.standing import TAGS, describe

ON_A_PAGE = 50


@login_required
@require_GET
def show_worklist(request: HttpRequest) -> HttpResponse:
    mine = Message.objects.visible_to(_user(request))
    groups = {
        "to_post": queries.get_to_post(mine),
        "stuck": queries.get_stuck(mine),
        "waiting": queries.get_waiting(mine),
        "sent": queries.get_sent(mine),
    }
    shown = {
        name: [(message, describe(message)) for message in found.defer("body")[:ON_A_PAGE]]
        for name, found in groups.items()
    }
    context = {**shown, "stuck_count": queries.count_stuck(mine), "on_a_page": ON_A_PAGE}
    return render(request, "notifications/worklist.html", context)


@login_required
@require_GET
def show_message(request: HttpRequest, reference: UUID) -> HttpResponse:
    user = _user(request)
    message = _find(request, reference)
    copies = Message.objects.visible_to(user).filter(copy_of=message).order_by("pk")
    context = {
        "letter": message,
        "standing": describe(message),
        "files": queries.get_files(message),
        "history": [
            TimelineEntry(
                TAGS[State(step.state)][0], step.at, lines=tuple(filter(None, [step.words]))
            )
            for step in queries.get_steps(message)
        ],
        "copy": copies.first(),
        "original": message.copy_of,
        "may_settle": (message.is_stuck or message.is_to_post) and may_settle(user, message),
        "may_send_again": message.state not in (State.HELD, State.TO_POST),
    }
    return render(request, "notifications/message.html", context)


@login_required
@require_GET
def download_file(request: HttpRequest, reference: UUID, number: int) -> HttpResponse:
    message = _find(request, reference)
    try:
        file = queries.get_enclosure(message, number)
    except Enclosure.DoesNotExist:
        raise Http404 from None
    assert file.content is not None
    answer = HttpResponse(bytes(file.content), content_type=file.content_type)
    # Never shown under our own address, whatever is in it.
    disposition = content_disposition_header(as_attachment=True, filename=file.name)
    answer.headers["Content-Disposition"] = disposition or "attachment"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@login_required
@require_POST
def send_again(request: HttpRequest, reference: UUID) -> HttpResponse:
    user = _user(request)
    message = _find(request, reference)
    copy = actions.send_again(message_id=message.pk, actor=user, now=timezone.now())
    notices.success(request, "The letter will be sent again.")
    return redirect("notifications:message", copy.reference)


@login_required
def say_posted(request: HttpRequest, reference: UUID) -> HttpResponse:
    user = _user(request)
    message = _find(request, reference)
    check_may_settle(user, message)
    today = timezone.localdate()
    initial = {"posted_on": message.says_sent_on or today}
    form = PostedForm(request.POST or None, today=today, letter=message, initial=initial)
    if form.is_valid():
        day = form.cleaned_data["posted_on"]
        actions.record_posted(message_id=message.pk, posted_on=day, actor=user, now=timezone.now())
        notices.success(request, "The day it was posted is on the record.")
        return redirect("notifications:message", reference)
    status = 422 if form.is_bound else 200
    context = {"form": form, "letter": message}
    return render(request, "notifications/posted.html", context, status=status)


@login_required
def settle(request: HttpRequest, reference: UUID) -> HttpResponse:
    user = _user(request)
    message = _find(request, reference)
    check_may_settle(user, message)
    form = SettleForm(request.POST or None, today=timezone.localdate())
    if form.is_valid():
        note = form.cleaned_data["note"]
        actions.settle_by_hand(message_id=message.pk, note=note, actor=user, now=timezone.now())
        notices.success(request, "What you did is on the record.")
        return redirect("notifications:message", reference)
    context = {"form": form, "letter": message}
    status = 422 if form.is_bound else 200
    return render(request, "notifications/settle.html", context, status=status)


def _user(request: HttpRequest) -> Member:
    return cast(Member, request.user)


def _find(request: HttpRequest, reference: UUID) -> Message:
    message = get_object_or_404(Message.objects.visible_to(_user(request)), reference=reference)
    note_letter(request, message)
    return message
