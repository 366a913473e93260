import type { Finding } from "../../check/finding.ts";
import type { Gate } from "../../gate/verdict.ts";
import type { RecordType, SliceKind } from "../../model/entities.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { Facts } from "../wording/told.ts";

/** What Home is drawn from. Instants come with the day and time that the district's clocks showed. */
export interface HomeFacts {
  /** Somebody sees certain schools alone; what they cannot do is not asked of them. */
  readonly isOfSchools: boolean;
  readonly hasSources: boolean;
  /** A sync is under way or waits for a worker. */
  readonly isWorking: boolean;
  /** The newest sync that has ended; undefined before the first. */
  readonly last: EndedSync | undefined;
  /** Of every other source that runs by itself the newest that has ended, the newest first: a good one covers no other. */
  readonly others: readonly EndedSync[];
  /** The newest that proves that the roster is as the source says. */
  readonly lastGood: EndedSync | undefined;
  readonly held: HeldPlan | undefined;
  /** What waits of other sources, the newest first. */
  readonly alsoHeld: readonly HeldPlan[];
  readonly pause: { readonly by: string; readonly reason: string; readonly since: string } | undefined;
  /** The last day of a frozen season, `YYYY-MM-DD`. */
  readonly frozenUntil: string | undefined;
  readonly sources: readonly HomeSource[];
  /** Syncs that nobody tries again by themselves. */
  readonly dead: readonly (Fault & { readonly sourceId: number; readonly name: string })[];
  readonly unmatchedSchools: number;
  readonly isAnybodyTold: boolean;
}

interface Fault {
  readonly code: string;
  readonly facts: Facts;
  /** ISO 8601. */
  readonly since: string;
}

/** An instant as the district's clocks showed it. */
export interface LocalTime {
  /** ISO 8601. */
  readonly at: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** HH:MM. */
  readonly time: string;
  /** 0: today. */
  readonly daysAgo: number;
}

/** A sync that has ended, with what became of its plan since. */
export interface EndedSync {
  readonly run: number;
  /** What its source is called, where there are several to tell apart. */
  readonly source?: string | undefined;
  readonly outcome: Outcome;
  readonly at: LocalTime;
  /** Changes of its plan that are done and were not taken back. */
  readonly applied: number;
  /** Changes that were done to take its plan back, wholly or in part. */
  readonly takenBack: number;
  /** Changes of its plan that somebody said no to. */
  readonly declined: number;
  /** Changes of its plan that nobody can apply any more: the directory has moved on since. */
  readonly passed: number;
  /** The worst that was found in its files; undefined where nothing was. */
  readonly worst: Finding | undefined;
}

/** A plan of which something waits for a person. */
export interface HeldPlan {
  /** As much of its hash as tells it from all others. */
  readonly plan: string;
  readonly run: number;
  /** What its source is called; undefined where none is known. */
  readonly source?: string | undefined;
  readonly since: string;
  readonly changes: number;
  /** Of the same plan, how many are done. */
  readonly applied: number;
  /** It was asked for as a plan alone; nothing of it is held against its will. */
  readonly isPlanOnly: boolean;
  /** Gates that hold all of it. */
  readonly wholeGates: readonly Gate[];
  /** Parts that wait, by kind of record and change; of the largest the school it is at, where it is one. */
  readonly parts: readonly {
    readonly type: RecordType;
    readonly kind: SliceKind;
    readonly changes: number;
    /** The one school they are at; "" where there are several. */
    readonly school: string;
    /** False: it waits only because what it hangs on does. */
    readonly isCause: boolean;
  }[];
}

/** A source as Home shows it. */
export interface HomeSource {
  readonly sourceId: number;
  readonly name: string;
  readonly kind: string;
  readonly state: "draft" | "enabled" | "paused";
  readonly isGuardiansOnly: boolean;
  readonly now: "idle" | "waiting" | "running";
  readonly lastGood: LocalTime | undefined;
  /** School days since its last good data; undefined where nobody waits for any. */
  readonly schoolDays: number | undefined;
  /** From so many school days on its silence is a trouble; 0: never. */
  readonly silentAfterDays: number;
  readonly last: { readonly run: number; readonly outcome: Outcome; readonly at: LocalTime } | undefined;
  readonly nextAt: LocalTime | undefined;
  /** Why its last fetch brought nothing. */
  readonly trouble: Fault | undefined;
}
