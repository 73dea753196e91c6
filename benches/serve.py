#!/usr/bin/env python3
"""Measures the preview of a large site.

    serve.py N [--dateline BIN] [--work DIR] [--frame DIR] [--clients 64] [--saves 10]

Makes a site of N articles, in memory where it can, and prints in milliseconds, medians with the range:
start to first page without and with what an earlier start left; save of an article's text, of its headline, of the base
template, to the new page served; memory; the times of many clients that ask for 10,000 different pages
at once (clients.rs, where rustc is there).
"""
import argparse, http.client, re, shutil, statistics, subprocess, sys, time
from pathlib import Path

HERE = Path(__file__).parent
PORT = 4556
AT = "2026-11-20T12:00:00Z"


def get(path):
    try:
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        connection.request("GET", path)
        text = connection.getresponse().read().decode()
        connection.close()
        return text
    except OSError:
        return ""


def until(holds, seconds=120):
    start = time.perf_counter()
    while not holds():
        if time.perf_counter() - start > seconds:
            sys.exit("it never came")
        time.sleep(.001)
    return (time.perf_counter() - start) * 1000


def tell(name, times):
    print(f"{name:38} {statistics.median(times):8.0f} ms   ({min(times):.0f} to {max(times):.0f}, {len(times)})", flush=True)


class Server:
    def __init__(self, binary, site):
        command = [binary, "serve", ".", "--quiet", "--port", str(PORT), "--at", AT]
        self.process = subprocess.Popen(command, cwd=site)
        self.first = until(lambda: get("/"))

    def megabytes(self, key):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(key + r":\s+(\d+)", status)[1]) / 1024

    def stop(self):
        self.process.terminate()
        self.process.wait()


def address(site, path):
    text = path.read_text()
    slug = re.search(r'^slug\s*[:=]\s*"?([^"\n]+?)"?$', text, re.M).group(1)
    year, month = re.search(r"^date\s*[:=]\s*(\d+)-(\d+)", text, re.M).groups()
    return f"/{path.relative_to(site / 'content').parts[0]}/{year}/{month}/{slug}/"


def save_to_page(path, change, page, times):
    """Saves a file some times; how long until its mark stands in the page."""
    waits, before = [], path.read_text()
    for _ in range(times):
        mark = f"mark{time.time_ns()}"
        get(page)
        time.sleep(.2)
        path.write_text(change(before, mark))
        waits.append(until(lambda: mark in get(page)))
    return waits


def serving(binary, site, saves):
    cold, warm = [], []
    for _ in range(3):
        shutil.rmtree(site / ".dateline", ignore_errors=True)
        server = Server(binary, site)
        cold.append(server.first)
        server.stop()
    for _ in range(5):
        server = Server(binary, site)
        warm.append(server.first)
        server.stop()
    tell("start to first page, nothing left", cold)
    tell("start to first page, cards left", warm)
    server = Server(binary, site)
    print(f"{'memory after the first page':38} {server.megabytes('VmRSS'):8.0f} MB")
    articles = sorted(path for path in (site / "content").rglob("*.md") if path.name != "_index.md")
    text, headline = [], []
    for n in range(saves):
        one, other = articles[17 + n], articles[117 + n]
        text += save_to_page(one, lambda text, mark: f"{text}\nSaved: {mark}.\n", address(site, one), 1)
        titled = lambda text, mark: re.sub(r'^(title: "?)', rf"\g<1>{mark} ", text, count=1, flags=re.M)
        headline += save_to_page(other, titled, address(site, other), 1)
    tell("save of a text to its page", text)
    tell("save of a headline to its page", headline)
    page = address(site, articles[40])
    base = next((site / "themes").rglob("base.html"))
    into_body = lambda text, mark: text.replace("</body>", f"<i>{mark}</i></body>")
    tell("save of the base template to a page", save_to_page(base, into_body, page, saves))
    base.touch()
    print(f"{'memory after these, and the most':38} {server.megabytes('VmRSS'):8.0f} MB, {server.megabytes('VmHWM'):.0f} MB")
    return server, articles


def crowd(work, site, articles, clients):
    if not shutil.which("rustc"):
        return
    binary = work / "clients"
    subprocess.check_call(["rustc", "-O", "-A", "warnings", HERE / "clients.rs", "-o", binary])
    step = max(1, len(articles) // 10_000)
    lines = "\n".join(address(site, path) for path in articles[::step][:10_000])
    subprocess.run([binary, str(PORT), str(clients)], input=lines, text=True, check=True)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("n", type=int)
    p.add_argument("--dateline", default="target/release/dateline")
    p.add_argument("--frame", default="benches/frame")
    p.add_argument("--work", type=Path, default=Path("/dev/shm/dateline-serve" if Path("/dev/shm").is_dir() else "target/bench"))
    p.add_argument("--clients", type=int, default=64)
    p.add_argument("--saves", type=int, default=10)
    o = p.parse_args()
    site = (o.work / f"site-{o.n}").resolve()
    shutil.rmtree(site, ignore_errors=True)
    subprocess.check_call([sys.executable, HERE / "make_corpus.py", str(o.n), site, "--for", "dateline"], stdout=subprocess.DEVNULL)
    shutil.copytree(o.frame, site, dirs_exist_ok=True)
    print(f"{o.n} articles")
    server, articles = serving(str(Path(o.dateline).resolve()), site, o.saves)
    try:
        crowd(o.work, site, articles, o.clients)
        print(f"{'memory after that':38} {server.megabytes('VmRSS'):8.0f} MB")
    finally:
        server.stop()
    shutil.rmtree(o.work, ignore_errors=True)


main()
