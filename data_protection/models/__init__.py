from data_protection.models.disposals import Disposal, DisposalItem, DisposalState, FileToErase
from data_protection.models.holds import LegalHold

__all__ = ["Disposal", "DisposalItem", "DisposalState", "FileToErase", "LegalHold"]
