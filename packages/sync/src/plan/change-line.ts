import type { Change } from "@muster/rules/plan/change.ts";
import { copyJson, copyList, copyMaybe, copyText } from "../database/copy-text.ts";

/** The columns of a planned change, in the order of `changeLine`. */
export const changeColumns =
  "type, ordinal, slice, action, kind, school_id, part, record_id, other_id, role, before, after, reason, file, line, sourced_ids";

/**
 * A change as a line of COPY text. The same lines, in order, are what the plan's hash covers, so a change that
 * reads alike is alike.
 */
export function changeLine(change: Change, ordinal: number, slice: number): string {
  const { because } = change;
  const subject = subjectOf(change);
  return `${[
    change.type,
    String(ordinal),
    String(slice),
    change.action,
    change.kind,
    String(change.schoolId),
    change.part ?? "",
    String(subject.recordId),
    String(subject.otherId),
    subject.role,
    copyJson(change.before),
    copyJson(change.after),
    because.reason,
    because.file === undefined ? "\\N" : copyText(because.file),
    copyMaybe(because.line),
    copyList(because.sourcedIds),
  ].join("\t")}\n`;
}

/** Which record a change is about: for a membership the classroom and the person, for a guardianship both people. */
function subjectOf(change: Change): { recordId: number; otherId: number; role: string } {
  switch (change.type) {
    case "membership":
      return { recordId: change.classroomId, otherId: change.personId, role: change.role };
    case "guardianship":
      return { recordId: change.studentId, otherId: change.guardianId, role: "" };
    case "school":
    case "link":
    case "classroom":
    case "student":
    case "staff":
    case "guardian":
      return { recordId: change.recordId, otherId: 0, role: "" };
    default:
      return change satisfies never;
  }
}
