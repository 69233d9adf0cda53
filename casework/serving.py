"""How the bytes of a paper leave: to be saved, never to be shown or run by a browser."""

from django.http import FileResponse
from django.utils.http import content_disposition_header

from casework.models import Document

SANDBOX = "default-src 'none'; sandbox"


class NotChecked(Exception):
    """The bytes were not found to be safe, so nobody is given them."""

    def __init__(self) -> None:
        super().__init__(
            "this document has not been checked for viruses, or is not safe, so it cannot be opened"
        )


def send(document: Document) -> FileResponse:
    """
    Return the answer that carries the bytes, a piece at a time.

    :raises NotChecked: unless the document was checked and is clean.
    """
    if not document.is_clean:
        raise NotChecked
    answer = FileResponse(document.file.open("rb"), content_type=document.content_type)
    answer["Content-Disposition"] = content_disposition_header(True, document.name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = SANDBOX
    answer["Cache-Control"] = "private, no-store"
    return answer
