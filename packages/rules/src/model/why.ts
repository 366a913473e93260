import type { Action, RecordType } from "./entities.ts";
import type { RoleName } from "./person.ts";
import type { Reason } from "./place.ts";
import type { ArchivedBy } from "./school.ts";

/** One change of the journal or of a plan, with the names that a sentence needs and what became of it. */
export interface HistoryLine {
  readonly type: RecordType;
  readonly action: Exclude<Action, "keep">;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: Reason;
  readonly file: string | null;
  /** Physical line; the row of column names is line 1. */
  readonly line: number | null;
  /** Of a membership: student, teacher, co-teacher or aide; '' otherwise. */
  readonly role: string;
  readonly names: { readonly subject: string; readonly other?: string; readonly school?: string };
  /** Whether it was applied, is held, waits, or is over: the word of the journal. */
  readonly standing: string;
  readonly appliedInRun: number | null;
  readonly appliedAt: string | null;
  readonly operator: string | null;
  readonly approvedBy: string | null;
  readonly approvedFor: string | null;
  readonly planHash: string;
  /** Codes of the gates that its slice tripped. */
  readonly gates: readonly string[];
}

/** Where a source says something: the row, and which of its files it is in. */
export interface SaidRow {
  readonly sourceId: number;
  readonly source: string;
  readonly sourcedId: string;
  readonly file: string;
  /** Physical line; the row of column names is line 1. */
  readonly line: number;
  readonly snapshotId: number;
  /** When that file was taken, an ISO instant. */
  readonly takenAt: string;
  /** True: the newest file of the source has the row there. False: the newest brings only what changed. */
  readonly isNewest: boolean;
  /** False: the row is there and cannot be read; it counts as present, unknown. */
  readonly isRead: boolean;
  /** True: the row says that what it describes is deleted. */
  readonly isDeleted: boolean;
}

/** Why a row was left out, or what was noticed about it, as the run that read it found. */
export interface RowFinding {
  readonly code: string;
  readonly severity: string;
  readonly file: string;
  readonly line: number | null;
  readonly sourcedId: string | null;
  readonly facts: Readonly<Record<string, string | number>>;
}

/**
 * The first step of the way from the file to the directory at which somebody or something was dropped.
 * `line` is the change in the journal, or in a plan that waits, that tells of it.
 */
export type Dropped =
  /** The newest file does not have it. `lastSeenAt` is when the last file that had it was taken. */
  | {
      readonly step: "not-listed";
      readonly lastSeenAt?: string;
      readonly line?: HistoryLine;
      readonly searched?: readonly SearchedFiles[];
    }
  /** `findings` is empty where the run that read the row noted no reason. */
  | { readonly step: "row-left-out"; readonly findings: readonly RowFinding[] }
  /** Its row says that it is deleted: status `tobedeleted`. */
  | { readonly step: "row-deleted" }
  /** Its row was read, and is nothing that stands in the directory by itself, or nothing that is known to keep it out. */
  | { readonly step: "row-read" }
  /** The orgs that it is filed under are not among those that were taken from the files. */
  | { readonly step: "school-not-listed"; readonly orgs: readonly UnlistedSchool[] }
  /** A person took its link to a classroom away: no sync makes one of it before somebody matches it again. */
  | { readonly step: "class-left-out" }
  /** A person took the last link of the class away: no row of a file puts anybody into it. */
  | { readonly step: "class-not-fed" }
  /** A class of the district itself: only schools have classes here. */
  | { readonly step: "filed-under-district"; readonly orgs: readonly UnlinkedSchool[] }
  | {
      readonly step: "school-not-linked";
      readonly orgs: readonly UnlinkedSchool[];
      readonly line?: HistoryLine;
    }
  | { readonly step: "school-archived"; readonly school: string }
  | { readonly step: "classroom-archived"; readonly by: ArchivedBy | null; readonly line?: HistoryLine }
  | {
      readonly step: "person-archived";
      readonly role: RoleName;
      readonly by: ArchivedBy | null;
      readonly line?: HistoryLine;
    }
  | { readonly step: "ended-by-date"; readonly endsOn: string }
  /**
   * A gate holds it: `line.gates` says which, `line.planHash` what to approve.
   */
  | { readonly step: "held"; readonly line: HistoryLine }
  /** Planned, let go by every gate, and nobody has applied the plan. */
  | { readonly step: "waits"; readonly line: HistoryLine }
  /** Planned, held or not, and the directory has moved on since: that plan is refused, the next sync plans anew. */
  | { readonly step: "planned-stale"; readonly line: HistoryLine }
  /** The source lists them in a role that the person does not have. */
  | { readonly step: "other-role"; readonly needed: RoleName; readonly holds: readonly RoleName[] }
  /** A person took them out, or undid the run that brought them. */
  | { readonly step: "ended-by-hand"; readonly line: HistoryLine }
  /** A guardian comes in with a student of theirs, and none is listed. */
  | { readonly step: "no-student-listed" }
  /** The source's word for the role gives nobody anything here. */
  | { readonly step: "role-without-rights"; readonly role: string }
  /** What was noticed about its row, where nothing else keeps it out: a school year that is over, for one. */
  | { readonly step: "noticed"; readonly findings: readonly RowFinding[] }
  /** Nothing that was looked at speaks against it. */
  | { readonly step: "next-sync" };

/** An org of the source that is linked to no school of ours. */
export interface UnlinkedSchool {
  readonly sourcedId: string;
  readonly name: string;
}

/** An org that a record is filed under and that the source does not list as one. */
export interface UnlistedSchool {
  readonly sourcedId: string;
  /** Its rows in the newest file: there are some where they were left out, or say that it is deleted. */
  readonly rows: readonly SaidRow[];
}

/** The newest files of a source, as far as they were searched. */
export interface SearchedFiles {
  readonly source: string;
  readonly takenAt: string;
  readonly files: readonly string[];
  /** Files whose bytes are no longer kept, so that nobody can look. */
  readonly notKept: readonly string[];
  /** They bring only what changed. */
  readonly isDelta: boolean;
}

/** What one user of a source says of a field. */
export interface SaidValue {
  readonly sourcedId: string;
  readonly role: string;
  readonly value: string;
  readonly row: SaidRow | undefined;
  /** Why that row was left out of the newest file; the value is then that of the row before. */
  readonly errors: readonly RowFinding[];
}

/**
 * `taken` it is what the source says · `theirs` they have signed in, so their details are theirs (connect.md §7.3) ·
 * `language-kept` taken once and left alone (§7.2) · `title-kept` people decide about it after the first time (§7.2)
 * · `source-silent` the source says nothing, which erases nothing · `waits` a change of it is planned and not
 * applied · `row-left-out` the newest row has an error, so the one before counts · `next-sync` the next sync sets it · `by-hand` no source speaks of this person.
 */
export type FieldReason =
  | "taken"
  | "theirs"
  | "language-kept"
  | "title-kept"
  | "source-silent"
  | "waits"
  | "row-left-out"
  | "next-sync"
  | "by-hand";

/** What sort of record an ID belongs to, in the standard's words. */
export type AbsentKind =
  | "org"
  | "academicSession"
  | "course"
  | "class"
  | "user"
  | "role"
  | "enrollment"
  | "guardian";
