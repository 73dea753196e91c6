"""Shared by the checks: walking a built site, collecting problems, printing counts last."""
import json
import os
import re
import sys
from datetime import datetime
from pathlib import Path

SCHEMAS = Path(os.environ.get("DATELINE_SCHEMAS") or Path(__file__).resolve().parent.parent / "schemas")
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


class Report:
    def __init__(self, name):
        if len(sys.argv) < 2 or not Path(sys.argv[1]).is_dir():
            sys.exit(f"usage: {name} OUTPUT_DIR")
        self.name, self.root = name, Path(sys.argv[1]).resolve()
        self.strict = "--strict" in sys.argv
        self.problems, self.counts = 0, {}

    def bad(self, path, message):
        self.problems += 1
        shown = Path(path).relative_to(self.root) if Path(path).is_absolute() else path
        print(f"{shown}: {message}")

    def count(self, what, n=1):
        self.counts[what] = self.counts.get(what, 0) + n

    def files(self, *patterns):
        return sorted({f for p in patterns for f in self.root.rglob(p) if f.is_file()})

    def end(self, *needed):
        """Exit 1 on any problem, or when nothing of a needed kind was found."""
        for what in needed:
            if not self.counts.get(what):
                self.bad(".", f"no {what} found: nothing was checked")
        parts = ", ".join(f"{n} {w}" for w, n in sorted(self.counts.items()))
        print(f"{self.name}: {parts or 'nothing'}; {self.problems} problems")
        sys.exit(1 if self.problems else 0)


def moment(text):
    """A zoned time, or None when the text is not RFC 3339."""
    if not RFC3339.fullmatch(text or ""):
        return None
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None


def read_json(report, path):
    try:
        return json.loads(path.read_text("utf-8"))
    except ValueError as error:
        report.bad(path, f"not JSON: {error}")
        return None


def target(root, url, base):
    """The file that an address of this site is served from; None for other hosts."""
    from urllib.parse import unquote, urlsplit
    if not url.startswith(base):
        return None
    path = unquote(urlsplit("/" + url[len(base):]).path).lstrip("/")
    file = root / path
    return file / "index.html" if path == "" or path.endswith("/") else file


def base_of(root):
    """The site's base address: the canonical link of the front page."""
    page = (root / "index.html").read_text("utf-8") if (root / "index.html").exists() else ""
    for tag in re.findall(r"<link\b[^>]*>", page):
        if re.search(r"rel=[\"']?canonical", tag):
            return re.search(r"href=[\"']?([^\"' >]+)", tag).group(1)
    return "https://base.is.unknown/"
