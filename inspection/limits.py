"""How much a file may be: beyond these a document is a mistake or an attack."""

MB = 1024 * 1024

MOST_PAGES = 500
MOST_OBJECTS = 200_000
MOST_PARTS = 2_000  # of a Word document
UNPACKED_BYTES = 200 * MB  # all that is packed in one file, but for pictures
PICTURES_BYTES = 1024 * MB  # blank scans pack very well, and are never held as a whole
SUSPECT_BYTES, SUSPECT_RATIO = 1 * MB, 100  # more than both: no document packs so well
MOST_PIXELS, LONGEST_SIDE = 50_000_000, 20_000

MEMORY_BYTES = 768 * MB  # of the process that looks at a file
PROCESSOR_SECONDS = 15
WAITING_SECONDS = 60


def are_too_many_pixels(width: int, height: int) -> bool:
    """Tell whether a picture of this size would take too much memory to be shown."""
    return width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE
