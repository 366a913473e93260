import type { RoleName } from "@muster/rules/model/person.ts";
import type { Dropped, RowFinding, SaidRow } from "@muster/rules/model/why.ts";
import type { ChangeLine } from "../change-line.ts";
import type { MembershipFacts } from "./membership-facts.ts";

/** What is known of a membership that is not in force. */
export interface DroppedFacts {
  readonly facts: MembershipFacts;
  /** Somebody took the classroom's last link away: no row of a file puts anybody into it. */
  readonly isUnfed: boolean;
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

function unlisted({ rows, errors, journal, lastSeenAt, isUnfed }: DroppedFacts): Dropped {
  if (isUnfed) return byHand(journal) ?? { step: "class-not-fed" };
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
  const line = journal.find(({ type, action }) => type !== "link" && action === "archive");
  if (line?.reason === "not-linked") return { step: "school-not-linked", orgs: [], line };
  return line === undefined ? dropped : { ...dropped, line };
}
