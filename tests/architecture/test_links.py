import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def test_every_link_between_the_pages_leads_somewhere():
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    lost = [
        f"{page.relative_to(ROOT)} -> {target}"
        for page in pages
        if page.exists()
        for target in LINK.findall(page.read_text())
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert lost == []


def test_every_file_that_a_page_names_is_there():
    """Paths in backquotes that begin with one of our folders."""
    folders = sorted(p.name for p in ROOT.iterdir() if p.is_dir() and not p.name.startswith("."))
    named = re.compile(rf"`((?:{'|'.join(folders)})/[\w./-]+\.(?:py|md|html|txt|sh|yml))`")
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    lost = [
        f"{page.relative_to(ROOT)}: {name}"
        for page in pages
        if page.exists()
        for name in named.findall(page.read_text())
        if not (ROOT / name).exists()
    ]
    assert lost == []
