// What was found, by check; a check that saw nothing has failed.
export class Report {
  constructor() { this.problems = 0; this.lines = []; }

  /** Something that is wrong. */
  bad(check, where, message) {
    this.problems += 1;
    if (this.problems <= 200) console.log(`FAILED ${check}: ${where}: ${message}`);
  }

  /** Asserts; tells whether it holds. */
  check(holds, check, where, message) {
    if (!holds) this.bad(check, where, message);
    return holds;
  }

  /** The last word of a check. */
  done(check, said) { this.lines.push(`${check}: ${said}`); console.log(`${check}: ${said}`); }
}

/** Runs a job for each of some items, so many at a time. */
export async function each(items, atOnce, job) {
  const queue = items.slice();
  const worker = async (number) => { while (queue.length) await job(queue.shift(), number); };
  await Promise.all(Array.from({ length: atOnce }, (_, number) => worker(number)));
}
