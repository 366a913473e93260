import type { showSource } from "@muster/api/resource/source.ts";
import type { Answered } from "@muster/api/route.ts";
import type { Standing } from "../../parts/StateMark.tsx";
import { ago, soonAt } from "../../parts/words.ts";

export type ShownSource = Answered<typeof showSource>;
/** What a list knows of a source. */
export type ListedSource = Omit<
  ShownSource,
  "fields" | "known" | "secrets" | "hasNextSecrets" | "sighting" | "enablings"
>;

interface Told {
  readonly standing: Standing;
  readonly word: string;
}

/** Whether a source runs, in a sign and a word. */
export function stateOf({ state, kind }: Pick<ListedSource, "state" | "kind">): Told {
  if (kind === "upload") return { standing: "good", word: "By hand" };
  if (state === "enabled") return { standing: "good", word: "Enabled" };
  if (state === "paused") return { standing: "paused", word: "Paused" };
  return { standing: "open", word: "Draft" };
}

/** What came of the last attempt; nothing of what is going on now. */
export function lastOf({ last }: Pick<ListedSource, "last">): Told {
  if (last === null) return { standing: "open", word: "Nothing has been tried yet" };
  const when = ago(last.at);
  if (last.result === "bad")
    return { standing: "bad", word: `${last.message?.what ?? "It brought nothing"}, ${when}` };
  if (last.result === "cancelled") return { standing: "look", word: `Stopped ${when}` };
  const isHeld = last.outcome === "held" || last.outcome === "partly_applied";
  return isHeld
    ? { standing: "look", word: `Read well ${when}; something was held` }
    : { standing: "good", word: `Went well ${when}` };
}

/** What it does at this moment. */
export function nowOf({ now }: Pick<ListedSource, "now">): Told {
  if (now.is === "fetching") return { standing: "busy", word: `Fetching ${now.what}`.trim() };
  if (now.is === "working") return { standing: "busy", word: "A sync is at work" };
  if (now.is === "waiting") return { standing: "busy", word: "Waiting for its turn" };
  return { standing: "open", word: "Idle" };
}

/** When it runs by itself. */
export function nextOf(
  source: Pick<ListedSource, "nextAt" | "startsAt" | "state" | "joins" | "kind">,
): string {
  const { nextAt, startsAt, state, joins, kind } = source;
  if (kind === "upload") return "When files are brought";
  if (joins !== null) return "With the source it joins";
  if (nextAt !== null) return soonAt(nextAt);
  if (startsAt !== null)
    return state === "enabled" ? `Every day at ${startsAt}` : `${startsAt}, once it is enabled`;
  return "When asked";
}
