// Builds what is looked at: the sample paper, the styleguide, and the sites of each state, in both themes.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { serve } from "../validate/serve.mjs";
import { AT, STATES, write } from "./states.mjs";

const run = promisify(execFile);
const repository = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const THEMES = ["broadsheet", "bulletin"];

/** Builds all sites into a place of their own (DATELINE_PAGES=DIR keeps them for the next run); `sites` has each by `theme/name`, with its folder and origin. */
export async function build(binary) {
  const kept = process.env.DATELINE_PAGES;
  const place = kept ? resolve(kept) : await mkdtemp(join(tmpdir(), "dateline-pages-"));
  const close = async () => { if (!kept) await rm(place, { recursive: true, force: true }); };
  const jobs = THEMES.flatMap((theme) => [
    { theme, name: "paper", source: repository, flags: [] },
    { theme, name: "drafts", source: join(place, "states", "guide"), flags: ["--drafts"] },
    ...Object.keys(STATES).map((name) => ({ theme, name, source: join(place, "states", name), flags: [] })),
  ]);
  const sites = {};
  try {
    for (const [name, files] of Object.entries(STATES)) await write(join(place, "states", name), files());
    for (const { theme, name, source, flags } of jobs) {
      const dir = join(place, theme, name);
      if (!existsSync(dir)) await run(binary, ["build", source, "--theme", theme, "--at", AT, "--out", dir, "--full", "--quiet", ...flags]);
      const server = await serve(dir);
      sites[`${theme}/${name}`] = { dir, ...server };
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { sites, close: async () => { Object.values(sites).forEach((site) => site.close()); await close(); } };
}
