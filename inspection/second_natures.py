"""Files that are two things at once: a picture that is an archive too, a PDF that is a page too."""

import zipfile
from typing import BinaryIO

HEAD_BYTES = 1024  # where readers of PDF still look for its first line
PDF_ENDS, ENDS_WITH = b"%%EOF", b"\r\n\t \x00"
ARCHIVE_END, ARCHIVE_END_BYTES = b"PK\x05\x06", 22
PAGE_MARKS = (b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<?php", b"<?xml")


def is_two_things(file: BinaryIO, kind: str) -> bool:
    """Tell whether another program would take this ``kind`` of file for something else."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    lower = head.lower()
    found = kind != "docx" and (
        zipfile.is_zipfile(file) or any(mark in lower for mark in PAGE_MARKS)
    )
    found = found or b"%PDF-" in head[0 if kind != "pdf" else 1 :]
    found = found or (kind == "pdf" and not _ends_as_pdf(file))
    found = found or (kind == "docx" and not _ends_as_archive(file))
    file.seek(0)
    return found


def _ends_as_pdf(file: BinaryIO) -> bool:
    """Tell whether nothing follows the last line of a PDF but blank space."""
    size = file.seek(0, 2)
    file.seek(max(0, size - HEAD_BYTES))
    tail = file.read().rstrip(ENDS_WITH)
    return tail.endswith(PDF_ENDS)


def _ends_as_archive(file: BinaryIO) -> bool:
    """Tell whether the record that ends an archive is the end of the file, without a remark."""
    file.seek(-min(ARCHIVE_END_BYTES, file.seek(0, 2)), 2)
    return file.read().startswith(ARCHIVE_END)
