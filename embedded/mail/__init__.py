"""
A mail server for the demo, the tests and the drills: it keeps every message and sends none on.

``MailServer`` runs it inside the caller's process; ``python -m embedded.mail FOLDER`` runs it as a
process of its own.  Both listen on this machine alone.
"""

from embedded.mail.server import Behaviour, MailServer
from embedded.mail.store import Kept, Store

__all__ = ["Behaviour", "Kept", "MailServer", "Store"]
