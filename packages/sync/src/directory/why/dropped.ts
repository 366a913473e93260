import type { RoleName } from "@muster/rules/model/person.ts";
import type { ArchivedBy } from "@muster/rules/model/school.ts";
import type { ChangeLine } from "../change-line.ts";
import type { RowFinding } from "./left-out.ts";
import type { MembershipFacts } from "./membership-facts.ts";
import type { SaidRow } from "./said-row.ts";

/**
 * The first step of the way from the file to the directory at which somebody or something was dropped.
 * `line` is the change in the journal, or in a plan that waits, that tells of it.
 */
export type Dropped =
  /** The newest file does not have it. `lastSeenAt` is when the last file that had it was taken. */
  | {
      readonly step: "not-listed";
      readonly lastSeenAt?: string;
      readonly line?: ChangeLine;
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
  /** A class of the district itself: only schools have classes here. */
  | { readonly step: "filed-under-district"; readonly orgs: readonly UnlinkedSchool[] }
  | {
      readonly step: "school-not-linked";
      readonly orgs: readonly UnlinkedSchool[];
      readonly line?: ChangeLine;
    }
  | { readonly step: "school-archived"; readonly school: string }
  | { readonly step: "classroom-archived"; readonly by: ArchivedBy | null; readonly line?: ChangeLine }
  | {
      readonly step: "person-archived";
      readonly role: RoleName;
      readonly by: ArchivedBy | null;
      readonly line?: ChangeLine;
    }
  | { readonly step: "ended-by-date"; readonly endsOn: string }
  /**
   * A gate holds it: `line.gates` says which, `line.planHash` what to approve.
   */
  | { readonly step: "held"; readonly line: ChangeLine }
  /** Planned, let go by every gate, and nobody has applied the plan. */
  | { readonly step: "waits"; readonly line: ChangeLine }
  /** Planned, held or not, and the directory has moved on since: that plan is refused, the next sync plans anew. */
  | { readonly step: "planned-stale"; readonly line: ChangeLine }
  /** The source lists them in a role that the person does not have. */
  | { readonly step: "other-role"; readonly needed: RoleName; readonly holds: readonly RoleName[] }
  /** A person took them out, or undid the run that brought them. */
  | { readonly step: "ended-by-hand"; readonly line: ChangeLine }
  /** A guardian comes in with a student of theirs, and none is listed. */
  | { readonly step: "no-student-listed" }
  /** The source's word for the role gives nobody anything here. */
  | { readonly step: "role-without-rights"; readonly role: string }
  /** What was noticed about its row, where nothing else keeps it out: a school year that is over, for one. */
  | { readonly step: "noticed"; readonly findings: readonly RowFinding[] }
  /** Nothing that was looked at speaks against it. */
  | { readonly step: "next-sync" };

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

/** What is known of a membership that is not in force. */
export interface DroppedFacts {
  readonly facts: MembershipFacts;
  /** Where the newest files have the enrollment, unreadable rows included. */
  readonly rows: readonly SaidRow[];
  readonly errors: readonly RowFinding[];
  /** Newest first. */
  readonly journal: readonly ChangeLine[];
  readonly classroomJournal: readonly ChangeLine[];
  readonly personJournal: readonly ChangeLine[];
  /** Planned additions of the membership, the person or the classroom. */
  readonly waiting: readonly ChangeLine[];
  readonly lastSeenAt: string | undefined;
  /** The district's day, `YYYY-MM-DD`. */
  readonly today: string;
}

/** Why somebody is not in a classroom: the first step that dropped them, in the order of a sync. */
export function membershipDropped(known: DroppedFacts): Dropped {
  const { facts } = known;
  if (facts.memberships.some(({ status }) => status === "active"))
    return standing(known) ?? { step: "next-sync" };
  if (facts.enrollments.length === 0) return unlisted(known);
  const ends = facts.enrollments.map(({ endsOn }) => endsOn);
  const last = ends
    .filter((endsOn) => endsOn !== null && endsOn < known.today)
    .sort()
    .at(-1);
  if (last != null && ends.every((endsOn) => endsOn !== null && endsOn < known.today))
    return { step: "ended-by-date", endsOn: last };
  // Where the classroom or the role would come back with a plan, that plan is the reason, and not their absence.
  const whole = known.waiting.find(({ type }) => type !== "membership");
  const own = known.waiting.find(({ type }) => type === "membership");
  if (whole !== undefined) return waiting(whole);
  return (
    standing(known) ??
    (own === undefined ? undefined : waiting(own)) ??
    byHand(known.journal) ?? { step: "next-sync" }
  );
}

function unlisted({ rows, errors, journal, lastSeenAt }: DroppedFacts): Dropped {
  if (errors.length > 0 || rows.some(({ isRead }) => !isRead))
    return { step: "row-left-out", findings: errors };
  if (rows.length > 0) return { step: rows.every(({ isDeleted }) => isDeleted) ? "row-deleted" : "row-read" };
  const [line] = journal;
  return (
    byHand(journal) ?? {
      step: "not-listed",
      ...(lastSeenAt === undefined ? {} : { lastSeenAt }),
      ...(line === undefined ? {} : { line }),
    }
  );
}

export function waiting(line: ChangeLine): Dropped {
  if (line.standing === "stale") return { step: "planned-stale", line };
  return line.gates.length > 0 ? { step: "held", line } : { step: "waits", line };
}

function byHand([line]: readonly ChangeLine[]): Dropped | undefined {
  const isTheirs = line?.action === "archive" && (line.reason === "edit" || line.reason === "undo");
  return isTheirs ? { step: "ended-by-hand", line } : undefined;
}

/** What keeps a membership from counting although everything says it: school, classroom, or the person's role. */
function standing({ facts, classroomJournal, personJournal }: DroppedFacts): Dropped | undefined {
  const { classroom } = facts;
  if (classroom.schoolStatus === "archived") return { step: "school-archived", school: classroom.school };
  if (classroom.status === "archived")
    return archived(classroomJournal, { step: "classroom-archived", by: classroom.archivedBy });
  const roles = [...facts.memberships, ...facts.enrollments].map(({ role }) => role);
  const needed: RoleName = roles.some((role) => role === "student") ? "student" : "staff";
  const records = facts.roles.filter((record) => record.role === needed);
  if (records.some(({ status }) => status === "active")) return undefined;
  const [record] = records;
  if (record === undefined) {
    const holds = facts.roles.filter(({ status }) => status === "active").map(({ role }) => role);
    return { step: "other-role", needed, holds: [...new Set(holds)] };
  }
  const lines = personJournal.filter((line) => line.type === needed);
  return archived(lines, { step: "person-archived", role: needed, by: record.archivedBy });
}

/** Something whose school is no longer linked is archived for that, whatever else holds. */
function archived(
  journal: readonly ChangeLine[],
  dropped: Extract<Dropped, { readonly step: "classroom-archived" | "person-archived" }>,
): Dropped {
  const line = journal.find(({ action }) => action === "archive");
  if (line?.reason === "not-linked") return { step: "school-not-linked", orgs: [], line };
  return line === undefined ? dropped : { ...dropped, line };
}
