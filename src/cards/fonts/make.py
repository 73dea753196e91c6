"""Makes the files of this folder from the fonts named in README.md: python make.py FOLDER-WITH-THEM"""

import hashlib
import io
import pathlib
import sys

import brotli
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

# What a card's lines need of a font; the rest (small capitals, old figures, vertical forms) stays away.
FEATURES = "abvf abvm abvs akhn blwf blwm blws calt ccmp cjct curs dist fina half haln init isol kern liga locl".split()
FEATURES += "ljmo mark med2 medi mkmk nukt pref pres pstf psts rclt rkrf rlig rphf tjmo vatu vjmo".split()

LATIN = [(0x20, 0x24F), (0x259, 0x259), (0x2B0, 0x36F), (0x370, 0x52F), (0x1E00, 0x1FFF), (0x2000, 0x206F)]
LATIN += [(0x2070, 0x209F), (0x20A0, 0x20CF), (0x2100, 0x22FF), (0x2500, 0x26FF), (0xFB00, 0xFB06)]
EVERY = [(0x20, 0x10FFFF)]


def of_codec(codec, firsts, seconds):
    """The characters of a two-byte code."""
    found = set()
    for first in firsts:
        for second in seconds:
            try:
                found.update(map(ord, bytes((first, second)).decode(codec)))
            except UnicodeDecodeError:
                pass
    return found


def han():
    """JIS X 0208, GB 2312, the frequent half of Big5, and what Japan's list of 2010 added. No Latin, Greek or Cyrillic
    letters: those come from the serif."""
    found = of_codec("euc_jp", range(0xA1, 0xF5), range(0xA1, 0xFF))
    found |= of_codec("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))
    found |= of_codec("big5", range(0xA4, 0xC7), [*range(0x40, 0x7F), *range(0xA1, 0xFF)])
    found |= {ord(c) for c in "𠮟剝頰塡々〆〇ヶヵー〜・゛゜ゝゞヽヾ"}
    found |= {*range(0x3000, 0x3040), *range(0x3041, 0x3100), *range(0xFF01, 0xFF66), *range(0xFFE0, 0xFFE7)}
    found |= {ord(c) for c in "·‘’“”…‥—―※℃№"}
    letter = lambda c: c < 0xA0 or 0xC0 <= c < 0x530 or 0x2500 <= c < 0x25A0 and c not in (0x2500,)
    return sorted(c for c in found if not letter(c))


def hangul():
    """KS X 1001's syllables, and the letters that they are made of."""
    return sorted(of_codec("euc_kr", range(0xB0, 0xC9), range(0xA1, 0xFF)) | {*range(0x3131, 0x318F)})


def plain(ranges):
    return [c for first, last in ranges for c in range(first, last + 1)]


# name in the program, source, number in a collection or axes, characters
FONTS = [
    ("serif", "SourceSerif4[opsz,wght].ttf", {"opsz": 48, "wght": 650}, plain(LATIN)),
    ("sans", "SourceSans3[wght].ttf", {"wght": 560}, plain(LATIN)),
    ("arabic", "NotoNaskhArabic-Bold.ttf", None, plain(EVERY)),
    ("hebrew", "NotoSerifHebrew-SemiBold.ttf", None, plain(EVERY)),
    ("han", "NotoSerifCJK-SemiBold.ttc", 0, han()),
    ("hangul", "NotoSerifCJK-SemiBold.ttc", 1, hangul()),
    ("armenian", "NotoSerifArmenian-SemiBold.ttf", None, plain(EVERY)),
    ("georgian", "NotoSerifGeorgian-SemiBold.ttf", None, plain(EVERY)),
    ("devanagari", "NotoSerifDevanagari-SemiBold.ttf", None, plain(EVERY)),
    ("bengali", "NotoSerifBengali-SemiBold.ttf", None, plain(EVERY)),
    ("tamil", "NotoSerifTamil-SemiBold.ttf", None, plain(EVERY)),
    ("thai", "NotoSerifThai-SemiBold.ttf", None, plain(EVERY)),
    ("ethiopic", "NotoSerifEthiopic-SemiBold.ttf", None, plain(EVERY)),
]


def make(folder, name, source, part, characters):
    path = pathlib.Path(folder) / source
    font = TTFont(path, fontNumber=part if isinstance(part, int) else 0)
    if isinstance(part, dict):
        font = instancer.instantiateVariableFont(font, part)
    options = subset.Options()
    options.layout_features = FEATURES
    if name == "han":
        # Japan's forms and the mainland's. Those of Taiwan, Hong Kong and Korea would add two fifths.
        options.layout_scripts = [f"{s}.{l}" for s in ("DFLT", "hani", "kana") for l in ("dflt", "JAN", "ZHS")]
    options.hinting = False
    options.desubroutinize = True
    options.notdef_outline = False
    options.name_IDs = [1, 2]
    options.drop_tables += ["DSIG", "VORG", "vmtx", "vhea", "STAT", "meta", "BASE", "gasp"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    # Some of these fonts reserve their names for unchanged files (OFL 1.1, 3).
    for record in font["name"].names:
        record.string = f"Card {name.capitalize()}" if record.nameID == 1 else "Regular"
    font["OS/2"].usWeightClass = 400
    font["head"].created = font["head"].modified = 0
    font.recalcTimestamp = False
    raw = io.BytesIO()
    font.save(raw)
    raw = raw.getvalue()
    packed = brotli.compress(raw, quality=11, lgwin=24)
    (pathlib.Path(__file__).parent / f"{name}.br").write_bytes(packed)
    print(f"{name:12} {len(font.getGlyphOrder()):6} glyphs {len(raw):9} bytes {len(packed):9} packed "
          f"{hashlib.sha256(raw).hexdigest()[:12]}")


wanted = sys.argv[2:]
for row in FONTS:
    if not wanted or row[0] in wanted:
        make(sys.argv[1], *row)
