// A copy of this repository's own site, and the preview that serves it.
import { spawn, execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const AT = "2026-11-20T12:00:00Z";
const repository = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const open = new Set();

// Nothing is left behind, however the tests end.
process.on("exit", () => {
  for (const one of open) {
    one.child?.kill("SIGKILL");
    rmSync(one.place, { recursive: true, force: true });
  }
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

export class Site {
  /** A copy of the site; `files` are written into it before anything reads it. */
  static async copy(binary, files = {}) {
    const site = new Site();
    site.binary = binary;
    site.place = await mkdtemp(join(tmpdir(), "dateline-browser-"));
    site.root = join(site.place, "site");
    site.said = [];
    open.add(site);
    for (const name of ["content", "data", "static", "themes", "site.yaml"]) {
      await cp(join(repository, name), join(site.root, name), { recursive: true });
    }
    for (const [name, text] of Object.entries(files)) await site.write(name, text);
    return site;
  }

  read(name) { return readFile(join(this.root, name), "utf8"); }

  async write(name, text) {
    await mkdir(dirname(join(this.root, name)), { recursive: true });
    await writeFile(join(this.root, name), text);
  }

  /** Writes beside the file and renames, as many editors save. */
  async swap(name, text) {
    await writeFile(join(this.root, `${name}.tmp~`), text);
    await rename(join(this.root, `${name}.tmp~`), join(this.root, name));
  }

  async change(name, from, to) {
    const text = await this.read(name);
    if (!text.includes(from)) throw new Error(`${name} doesn't hold ${JSON.stringify(from)}`);
    await this.write(name, text.replace(from, () => to));
    return text;
  }

  remove(name) { return rm(join(this.root, name), { recursive: true }); }

  /** Starts the preview; at the port that it had if it ran before. */
  async start(...more) {
    const args = ["serve", this.root, "--port", String(this.port ?? 0), "--format", "json", "--at", AT, ...more];
    this.child = spawn(this.binary, args, { stdio: ["ignore", "pipe", "pipe"] });
    let wrong = "";
    this.child.stderr.on("data", (text) => { wrong += text; });
    const lines = createInterface({ input: this.child.stdout });
    this.url = await new Promise((ready, fail) => {
      const late = setTimeout(() => fail(new Error(`the preview isn't ready after 15 s ${wrong}`)), 15_000);
      this.child.once("exit", (code) => fail(new Error(`the preview ended with ${code}: ${wrong}`)));
      lines.on("line", (line) => {
        const said = JSON.parse(line);
        this.said.push(said);
        if (said.type === "ready") { clearTimeout(late); ready(said.url.replace(/\/$/, "")); }
      });
    });
    this.port = new URL(this.url).port;
    return this;
  }

  /** Ends the preview: at once, without a word to its windows, if by SIGKILL. */
  async stop(signal = "SIGTERM") {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill(signal);
    const late = setTimeout(() => child.kill("SIGKILL"), 5000);
    await ended;
    clearTimeout(late);
  }

  /** What a build writes of the site as it is now. */
  build() {
    const out = join(this.place, "built");
    execFileSync(this.binary, ["build", this.root, "--at", AT, "--out", out, "--quiet"], { stdio: ["ignore", "ignore", "ignore"] });
    return (path) => readFile(join(out, decodeURIComponent(path).replace(/\/$/, "/index.html")), "utf8");
  }

  async close() {
    await this.stop();
    await rm(this.place, { recursive: true, force: true });
    open.delete(this);
  }
}
