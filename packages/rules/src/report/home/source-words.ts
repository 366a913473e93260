import { capital } from "../letter-case.ts";
import { counted } from "../number-words.ts";
import type { HomeSource } from "./home-facts.ts";
import { isSilent } from "./home-words.ts";
import { dayWords, whenWords } from "./local-time-words.ts";

/** What Home says of a source: what it does now, how old its data is, when it starts next. */
export interface ToldSource {
  readonly now: string;
  readonly age: string;
  readonly isOld: boolean;
  readonly next: string;
}

/** Two facts that are never mixed: what it does now, and how good what we have is. */
export function tellSource(source: HomeSource): ToldSource {
  return {
    ...{ now: nowWords(source), age: ageWords(source), isOld: isSilent(source) },
    next: nextWords(source),
  };
}

function nowWords({ now, state }: HomeSource): string {
  if (now === "running") return "Syncing";
  if (now === "waiting") return "Waiting to begin";
  if (state === "draft") return "Not switched on";
  return state === "paused" ? "Paused" : "Idle";
}

function ageWords({ lastGood, schoolDays }: HomeSource): string {
  if (lastGood === undefined) return "No good data yet";
  const age =
    schoolDays === undefined || schoolDays === 0 ? "" : `, ${counted(schoolDays, "school day")} old`;
  return `${capital(whenWords(lastGood))}${age}`;
}

function nextWords({ nextAt, state, isGuardiansOnly, kind }: HomeSource): string {
  if (kind === "upload") return "When somebody uploads";
  if (isGuardiansOnly) return "With its main source";
  if (state !== "enabled") return "Not until it is switched on";
  return nextAt === undefined ? "When somebody asks" : capital(whenWords(nextAt));
}

/** Something that is to come. */
export interface Coming {
  readonly id: string;
  readonly when: string;
  readonly says: string;
  readonly to: string;
}

/** A season as the calendar has it. */
export interface ComingSeason {
  readonly seasonId: number;
  readonly mode: "frozen" | "additions-only";
  readonly startsOn: string;
  readonly endsOn: string;
  readonly note: string;
}

const seasonWords = {
  frozen: "Frozen: nothing is synced",
  "additions-only": "Additions only: every removal waits for a person",
} as const;

/** What is coming up, soonest first: the next starts, then seasons. @param today `YYYY-MM-DD` */
export function comingUp(
  sources: readonly HomeSource[],
  seasons: readonly ComingSeason[],
  today: string,
): readonly Coming[] {
  const starts = sources
    .flatMap((source) => (source.nextAt === undefined ? [] : [{ source, at: source.nextAt }]))
    .sort((a, b) => Date.parse(a.at.at) - Date.parse(b.at.at))
    .slice(0, 3)
    .map(({ source, at }) => ({
      ...{ id: `start-${source.sourceId}`, when: capital(whenWords(at)), to: `/sources/${source.sourceId}` },
      says: `Next sync of ${source.name}`,
    }));
  const marked = seasons.slice(0, 3).map(({ seasonId, mode, startsOn, endsOn, note }) => ({
    ...{ id: `season-${seasonId}`, to: "/settings/seasons" },
    when: startsOn <= today ? `Until ${dayWords(endsOn)}` : `${dayWords(startsOn)} to ${dayWords(endsOn)}`,
    says: note === "" ? seasonWords[mode] : `${seasonWords[mode]} (${note})`,
  }));
  return [...starts, ...marked];
}
