from data_protection.models.holds import LegalHold

__all__ = ["LegalHold"]
