"""Why a file is not taken: a code for programs, a sentence for whoever chose the file."""

from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with a file. The sentence follows its name: "The letter " + ``told``."""

    UNREADABLE = "unreadable"
    LOCKED = "locked"
    SCRIPT = "script"
    OUTWARD = "outward"
    ENCLOSED = "enclosed"
    FORM = "form"
    MACROS = "macros"
    ACTIVE = "active"
    EXPANDS = "expands"
    PAGES = "pages"
    NO_PAGES = "no-pages"
    PIXELS = "pixels"
    MOVES = "moves"
    TWO_THINGS = "two-things"
    ODD_PARTS = "odd-parts"

    @property
    def told(self) -> str:
        return TOLD[self]


AS_PDF = "Print it to a new PDF and choose that"
SAVE_AS_PDF = "Save it as a PDF and choose that"
TOLD = {
    Fault.UNREADABLE: "is damaged, or too complicated for us to check. Open it, save it again and "
    "choose the new file",
    Fault.LOCKED: "is locked with a password or restrictions. Save it without them and choose it "
    "again",
    Fault.SCRIPT: f"has a script in it. {AS_PDF}",
    Fault.OUTWARD: "opens, sends or fetches something outside itself. Save it without that, or "
    "print it to a new PDF, and choose it again",
    Fault.ENCLOSED: "has other files inside. Take them out, and add each by itself",
    Fault.FORM: f"is a form that draws itself by program (XFA). {AS_PDF}",
    Fault.MACROS: f"has macros in it. {SAVE_AS_PDF}",
    Fault.ACTIVE: f"has fields or controls that run or fetch something. {SAVE_AS_PDF}",
    Fault.EXPANDS: "becomes far larger when it is unpacked than a document should. Save it as a "
    "smaller PDF and choose that",
    Fault.PAGES: "has more than 500 pages. Split it and add each part",
    Fault.NO_PAGES: "has no pages. Check the file and choose it again",
    Fault.PIXELS: "has a picture that is too large to open safely. Save it with at most 50 million "
    "pixels, and at most 20,000 on each side",
    Fault.MOVES: "has more than one picture in it. Save each as a picture of its own",
    Fault.TWO_THINGS: "is two kinds of file at once. Open it, save it again and choose the "
    "new file",
    Fault.ODD_PARTS: f"is not put together like a Word document. {SAVE_AS_PDF}",
}
