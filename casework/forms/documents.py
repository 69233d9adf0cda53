"""Putting a paper on a case."""

from casework.models import DocumentKind
from design_system.fields import RadioField
from design_system.forms import PageForm
from design_system.uploads import UploadField


class FileForm(PageForm):
    """One file, of a kind that is known: a newer version, or a redacted copy."""

    file = UploadField(what="the document", label="Choose the file")


class DocumentForm(PageForm):
    """One file and what it is."""

    kind = RadioField(
        what="what the document is", label="What is it?", choices=DocumentKind.choices
    )
    file = UploadField(what="the document", label="Choose the file")
