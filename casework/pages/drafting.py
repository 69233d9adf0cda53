"""What the pages of a notice have in common."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from casework import looks
from casework.forms.drafts import DraftForm
from casework.models import DraftStage, NoticeDraft
from casework.pages.summaries import find_differences
from organisations.models import User


def user_of(request: HttpRequest) -> User:
    """Return who is signed in; the page has asked for that already."""
    return cast(User, request.user)


def get_draft(request: HttpRequest, public_id: UUID) -> NoticeDraft:
    """Return today's page of a notice that this person may see, noting the look, or answer 404."""
    drafts = NoticeDraft.objects.visible_to(user_of(request)).filter(stage=DraftStage.TODAY)
    wanted = drafts.select_related("school__local_authority")
    draft = get_object_or_404(wanted, public_id=public_id)
    looks.note_draft(request, draft)
    return draft


def read_version(request: HttpRequest) -> int:
    """Return the version on which the person typed; one that is no version fits none."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def show_both(
    request: HttpRequest,
    template: str,
    *,
    draft: NoticeDraft,
    theirs: DraftForm,
    yours: DraftForm,
    **context: object,
) -> HttpResponse:
    """
    Answer a save that came after somebody else's: nothing is lost, and the person chooses.

    The form holds what this person typed, on the version that is now kept: saving it again keeps
    their answers. Leaving the page keeps the other's.
    """
    return render(
        request,
        template,
        {
            "draft": draft,
            "form": yours,
            "stale": draft,
            "differences": find_differences(theirs, yours),
            **context,
        },
        status=409,
    )
