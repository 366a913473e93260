import type { Facts } from "../wording/told.ts";

/**
 * Who runs a district must hear of trouble, once. Trouble has a subject (a source of a district) and causes (the key of
 * what is wrong there); what the same subject goes through until it is well again is one episode. A cause is told once
 * in an episode, an episode is reminded of once, and closed with one word when it is over.
 */

/** What can be wrong, the gravest first: of several causes told together, the first gives the notice its kind. */
export const troubleKinds = [
  "sign-in",
  "rejected",
  "held",
  "second",
  "dead-letter",
  "failed",
  "stale",
] as const;
/** One of them. */
export type TroubleKind = (typeof troubleKinds)[number];

/** What people are told: a trouble, that it is still there, or that it is over. */
export const noticeKinds = [...troubleKinds, "reminder", "recovered"] as const;
/** One of them. */
export type NoticeKind = (typeof noticeKinds)[number];

/** One reason why a subject is not well, as a run, an arrival or the clock shows it. */
export interface Cause {
  /** The same for the same cause on every day; causes of one subject differ in it. */
  readonly key: string;
  readonly kind: TroubleKind;
  /** The code of the gate, finding or fault. */
  readonly code: string;
  /** The run that showed it; undefined where none did. */
  readonly run: number | undefined;
  /** Counts, and what is known to be no person's: see `plainFacts`. */
  readonly facts: Facts;
  /** Names of facts that the code came with and that are kept back. */
  readonly hidden: readonly string[];
  /** It may pass by itself: told only when it has lasted. */
  readonly isPassing: boolean;
  /** Only something new ends it: files from before that can still be read prove nothing. */
  readonly endsWithNews?: true;
}

/** A cause of an episode. Instants are ISO 8601. */
export interface OpenCause extends Cause {
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  /** How often it was seen. */
  readonly times: number;
  /** null: it waits, because it may pass by itself. */
  readonly toldAt: string | null;
  /** False: it is over while another cause of the episode is not. It is not told again in this episode. */
  readonly isPresent: boolean;
}

/** What a subject goes through from the first cause until it is well again. */
export interface Episode {
  readonly openedAt: string;
  /** null: nobody was told of it yet. */
  readonly toldAt: string | null;
  readonly remindedAt: string | null;
  readonly causes: readonly OpenCause[];
}

/** A subject as it was left. */
export interface SubjectState {
  /** How many episodes it has had; the open one counts. */
  readonly generation: number;
  readonly episode: Episode | null;
}

/** A subject of which nothing was ever told. */
export const neverInTrouble: SubjectState = { generation: 0, episode: null };

/** What a run, an arrival or the clock says of a subject. */
export interface Happening {
  readonly at: string;
  readonly adds: readonly Cause[];
  /** Kinds of trouble that are over with it. */
  readonly settles: readonly TroubleKind[];
  /** Something new came; left out where nothing did. */
  readonly hasNews?: boolean;
}

/** Something that people are to be told. */
export interface Notice {
  readonly kind: NoticeKind;
  readonly generation: number;
  /** The causes it speaks of, the first of them giving it its name; never empty. */
  readonly causes: readonly OpenCause[];
}

/** When people are told, and how often. */
export interface NoticePolicy {
  /** So long may a passing trouble last before it is told, in minutes. */
  readonly patienceMinutes: number;
  /** After so many days without an end it is told once more; 0: never. */
  readonly reminderDays: number;
}
