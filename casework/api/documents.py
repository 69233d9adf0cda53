"""Papers of a case by program: the checks, the states and the links are those of the pages."""

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from casework import access, links, looks, serving
from casework.actions import documents
from casework.api.faults import NoticeFaults
from casework.forms.documents import DocumentForm, FileForm
from casework.models import Case, Document, DocumentKind
from organisations.models import User
from programs.api.callers import READS_CASES, caller_of
from programs.api.once import OnceView
from programs.callers import Caller
from programs.problems import MEDIA_TYPE

PROBLEM = {"$ref": "#/components/schemas/Problem"}
FILE = {
    (200, "application/octet-stream"): OpenApiTypes.BINARY,
    (409, MEDIA_TYPE): PROBLEM,  # it is not clean
    (410, MEDIA_TYPE): PROBLEM,  # the link has run out
}
UNKNOWN = "There is no such document on this case"
ONE_OF = "Leave one out: a newer version of a redacted copy stays a copy of the same document"


class DocumentIn(serializers.Serializer[Any]):
    """A file, and what it is. Of a newer version or a redacted copy the kind is known."""

    kind = serializers.ChoiceField(DocumentKind.choices, required=False)
    file = serializers.FileField()
    replaces = serializers.UUIDField(required=False, help_text="The version that this one replaces")
    redaction_of = serializers.UUIDField(
        required=False, help_text="The document of which this is a copy with parts blacked out"
    )


class DocumentOut(serializers.ModelSerializer[Document]):
    id = serializers.UUIDField(source="public_id")
    version = serializers.IntegerField(source="number")
    replaces = serializers.UUIDField(source="replaces.public_id", default=None, allow_null=True)
    redaction_of = serializers.UUIDField(
        source="redaction_of.public_id", default=None, allow_null=True
    )

    class Meta:
        model = Document
        fields = [
            "id", "kind", "name", "content_type", "size_bytes", "sha256", "filed_at",
            "state", "version", "replaces", "redaction_of",
        ]  # fmt: skip


class OneDocumentOut(DocumentOut):
    link = serializers.SerializerMethodField(
        help_text="Where the file can be fetched for five minutes; null unless it is CLEAN"
    )

    class Meta(DocumentOut.Meta):
        fields = [*DocumentOut.Meta.fields, "link"]

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_link(self, document: Document) -> str | None:
        return self.context["link"] or None


class DocumentListView(OnceView):
    """The papers of a case: what is there, and one more."""

    client_may = READS_CASES
    parser_classes = (MultiPartParser,)

    @extend_schema(responses=DocumentOut(many=True))
    def get(self, request: Request, public_id: UUID) -> Response:
        case = _find_case(request, public_id)
        papers = access.get_documents_for(caller_of(request), case).in_order()
        return Response(DocumentOut(papers.select_related("replaces"), many=True).data)

    @extend_schema(request=DocumentIn, responses={201: DocumentOut})
    def post(self, request: Request, public_id: UUID) -> Response:
        """
        Put a paper on the case. The same file a second time is kept once.

        It waits in quarantine until the virus scanner has said that it found nothing.
        """
        case, user = _find_case(request, public_id), _user_of(request)
        access.check_may_file(user, case)
        older, original = (
            _find_named(request, case, name) for name in ("replaces", "redaction_of")
        )
        if older and original:
            raise NoticeFaults({"redaction_of": [ONE_OF]})
        asked = FileForm if older or original else DocumentForm
        form = asked(request.POST, request.FILES, today=timezone.localdate())
        if not form.is_valid():
            raise NoticeFaults(
                {name: [str(told) for told in form.errors[name]] for name in form.errors}
            )
        file = form.cleaned_data["file"]
        given = {
            "content": file,
            "name": file.name,
            "content_type": file.content_type,
            "actor": user,
            "now": timezone.now(),
        }
        if older:
            document = documents.replace_document(document_id=older.pk, **given)
        elif original:
            document = documents.file_redacted_copy(document_id=original.pk, **given)
        else:
            kind = DocumentKind(form.cleaned_data["kind"])
            document = documents.file_document(case_id=case.pk, kind=kind, **given)
        return Response(DocumentOut(document).data, status=201)


class DocumentView(APIView):
    """One paper of a case."""

    client_may = READS_CASES

    @extend_schema(responses=OneDocumentOut)
    def get(self, request: Request, public_id: UUID, document_id: UUID) -> Response:
        """Tell what is known of it, with a link to its bytes for whoever asks."""
        found, link = _find(request, public_id, document_id), ""
        if found.document.is_clean:
            token = links.issue_link(found.document, found.caller, now=timezone.now())
            ids = (public_id, document_id, token)
            link = reverse("casework-api:document-file", args=ids)
        return Response(OneDocumentOut(found.document, context={"link": link}).data)


class FileView(APIView):
    """The bytes of one paper."""

    client_may = READS_CASES

    @extend_schema(responses=FILE)
    def get(
        self, request: Request, public_id: UUID, document_id: UUID, token: str
    ) -> HttpResponseBase:
        """Fetch the file by the link that the paper gave, within five minutes."""
        found, now = _find(request, public_id, document_id), timezone.now()
        try:
            links.check_link(token, found.document, found.caller, now=now)
        except links.NotALink:
            raise Http404 from None
        answer = serving.send(found.document)
        documents.open_document(document=found.document, actor=found.caller, now=now)
        return answer


@dataclass(frozen=True, slots=True)
class Found:
    """A paper that whoever asks may open."""

    document: Document
    caller: Caller


def _find_case(request: Request, public_id: UUID) -> Case:
    visible = Case.objects.visible_to(caller_of(request)).select_related("school")
    case = get_object_or_404(visible, public_id=public_id)
    looks.note_case(request, case)
    return case


def _find(request: Request, public_id: UUID, document_id: UUID) -> Found:
    case, caller = _find_case(request, public_id), caller_of(request)
    papers = access.get_documents_for(caller, case).select_related("replaces", "redaction_of")
    return Found(get_object_or_404(papers, public_id=document_id), caller)


def _find_named(request: Request, case: Case, name: str) -> Document | None:
    """
    Return the document of the case that a field names, or None where it names none.

    :raises NoticeFaults: if there is no such document that this person may open.
    """
    typed = request.POST.get(name, "")
    if not typed:
        return None
    try:
        wanted = UUID(typed)
    except ValueError:
        raise NoticeFaults({name: [UNKNOWN]}) from None
    found = access.get_documents_for(_user_of(request), case).filter(public_id=wanted).first()
    if found is None:
        raise NoticeFaults({name: [UNKNOWN]})
    return found


def _user_of(request: Request) -> User:
    return cast(User, request.user)
