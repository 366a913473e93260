import pg from "pg";

/** One statement and what all its calls took together, in ms; its numbers and names stand as they were sent. */
export interface SeenStatement {
  readonly text: string;
  calls: number;
  ms: number;
  longestMs: number;
}

/** What was sent to PostgreSQL since the last `take`, slowest first. */
export interface StatementWatch {
  take(): readonly SeenStatement[];
}

type Query = (this: pg.Client, query: unknown, ...rest: unknown[]) => unknown;

/**
 * Times every statement of every connection of this process from now on, from being sent to being answered. A COPY
 * lasts until its last row was taken, so the reading that feeds it counts.
 */
export function watchStatements(): StatementWatch {
  const seen = new Map<string, SeenStatement>();
  const note = (text: string, ms: number): void => {
    const known = seen.get(text) ?? { text, calls: 0, ms: 0, longestMs: 0 };
    known.calls += 1;
    known.ms += ms;
    known.longestMs = Math.max(known.longestMs, ms);
    seen.set(text, known);
  };
  const send: Query = pg.Client.prototype.query;
  const cursors = new WeakMap<pg.Client, Map<string, string>>();
  const timed: Query = function (query, ...rest) {
    const known = cursors.get(this) ?? new Map<string, string>();
    cursors.set(this, known);
    const text = withCursor(textOf(query).replace(/\s+/g, " ").trim(), known);
    const began = performance.now();
    const ended = (): void => note(text, performance.now() - began);
    const answer = send.call(this, query, ...rest);
    if (answer instanceof Promise) answer.then(ended, ended);
    else if (isStream(answer)) answer.once("close", ended);
    return answer;
  };
  Object.assign(pg.Client.prototype, { query: timed });
  return {
    take: () => {
      const taken = [...seen.values()].sort((a, b) => b.ms - a.ms);
      seen.clear();
      return taken;
    },
  };
}

/** A fetch names its cursor alone; what it fetches was said when the cursor was declared. */
function withCursor(text: string, cursors: Map<string, string>): string {
  const declared = /^declare (\S+) no scroll cursor for (.*)$/.exec(text);
  if (declared !== null) cursors.set(declared[1] ?? "", declared[2] ?? "");
  const fetched = /^fetch \d+ from (\S+)$/.exec(text);
  return fetched === null ? text : `fetch of ${cursors.get(fetched[1] ?? "")}`;
}

function textOf(query: unknown): string {
  if (typeof query === "string") return query;
  const holder = typeof query === "object" && query !== null && "text" in query ? query : { text: "" };
  return String(holder.text);
}

function isStream(answer: unknown): answer is NodeJS.EventEmitter {
  return typeof answer === "object" && answer !== null && "once" in answer;
}
