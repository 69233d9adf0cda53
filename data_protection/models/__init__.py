from data_protection.models.disposals import Disposal, DisposalItem, DisposalState, FileToErase
from data_protection.models.exports import Decision, ExportPart, SubjectExport
from data_protection.models.holds import LegalHold

__all__ = [
    "Decision",
    "Disposal",
    "DisposalItem",
    "DisposalState",
    "ExportPart",
    "FileToErase",
    "LegalHold",
    "SubjectExport",
]
