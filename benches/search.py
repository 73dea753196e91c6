#!/usr/bin/env python3
"""What a search on a built site costs a reader: requests and bytes, by kind of word.

    search.py OUT [WORD...]

Without words it takes a common one, one that a tenth of the stories hold, a rare one and one that nobody wrote. Bytes are
told raw and as gzip -6 sends them. The steps are those of themes/broadsheet/assets/search.js.
"""
import gzip, json, sys
from pathlib import Path

SHOWN = 20


def piece_of(term, pieces):
    key = term[:4] if term[0] in "#@%" else term[:3]
    units = key.encode("utf-16-le")
    h = 0x811C9DC5
    for n in range(0, len(units), 2):
        h = ((h ^ int.from_bytes(units[n:n + 2], "little")) * 0x1000193) & 0xFFFFFFFF
    return (h ^ (h >> 15)) % pieces


def stories(text):
    at, step, shift, out = -1, 0, 0, []
    for c in text:
        digit = ord(c) - 93
        step |= (digit + 45 if digit < 0 else digit) << shift
        shift += 5
        if digit >= 0:
            at += step + 1
            out.append(at)
            step = shift = 0
    return out


class Reader:
    def __init__(self, out):
        self.out, self.files, self.sizes = out, {}, {}

    def get(self, url):
        if url not in self.files:
            data = (self.out / url.lstrip("/")).read_bytes()
            self.files[url] = (len(data), len(gzip.compress(data, 6)), json.loads(data))
        return self.files[url][2]

    def spent(self):
        return len(self.files), sum(f[0] for f in self.files.values()), sum(f[1] for f in self.files.values())


def search(out, term, begins):
    reader = Reader(out)
    due = list(reader.get("/search/index.json")["segments"])
    waiting, batch, rounds = [], 1, 1
    while due and len(waiting) < SHOWN:
        now, due = due[:batch], due[batch:]
        batch, rounds = batch * 2, rounds + 1
        for segment in now:
            piece = reader.get(f"{segment[0]}w{piece_of(term, segment[2])}.json")
            found = set()
            for word, lists in piece.items():
                if word.startswith(term) if begins else word == term:
                    found.update(stories(lists.split(",")[0]))
            waiting += [(segment, story) for story in sorted(found, reverse=True)]
    for segment, story in waiting[:SHOWN]:
        reader.get(f"{segment[0]}s{story >> 5}.json")
    return len(waiting), rounds + bool(waiting), reader.spent(), len(due)


def main():
    out = Path(sys.argv[1])
    index = json.loads((out / "search/index.json").read_bytes())
    files = [f for f in out.glob("search/*/*.json")]
    pieces, rows = ([f for f in files if f.name[0] == k] for k in "ws")
    kb = lambda n: f"{n / 1024:,.1f} KB"
    total = lambda fs: (sum(f.stat().st_size for f in fs), sum(len(gzip.compress(f.read_bytes(), 6)) for f in fs))
    print(f"{sum(s[1] for s in index['segments']):,} stories, {len(index['segments'])} segments: {[s[1] for s in index['segments']]}")
    first = (out / "search/index.json").read_bytes()
    print(f"first fetch: {kb(len(first))} raw, {kb(len(gzip.compress(first, 6)))} gzip")
    for name, fs in [("words", pieces), ("rows", rows)]:
        raw, sent = total(fs)
        largest = max(fs, key=lambda f: f.stat().st_size)
        print(f"{name}: {len(fs):,} files, {raw / 1e6:.1f} MB raw, {sent / 1e6:.1f} MB gzip; largest {kb(largest.stat().st_size)} raw, "
              f"{kb(len(gzip.compress(largest.read_bytes(), 6)))} gzip")
    words = sys.argv[2:]
    if not words:
        counts = {}
        for segment in index["segments"]:
            for n in range(segment[2]):
                for word, lists in json.loads((out / f"{segment[0]}w{n}.json".lstrip("/")).read_bytes()).items():
                    if word[0] not in "#@%" and len(word) > 2:
                        counts[word] = counts.get(word, 0) + len(stories(lists.split(",")[0]))
        ranked = sorted(counts, key=lambda w: (-counts[w], w))
        tenth = sum(s[1] for s in index["segments"]) / 10
        words = [ranked[0], min(ranked, key=lambda w: (abs(counts[w] - tenth), w)),
                 min(ranked, key=lambda w: (abs(counts[w] - 5), w)), "zzyzxq"]
        print("stories that hold them:", {w: counts.get(w, 0) for w in words}, f"of {len(counts):,} words")
    for word in words:
        hits, rounds, (requests, raw, sent), left = search(out, word, False)
        print(f"{word}: {hits} found, {requests} requests in {rounds} rounds, {kb(raw)} raw, {kb(sent)} gzip; segments not asked: {left}")


main()
