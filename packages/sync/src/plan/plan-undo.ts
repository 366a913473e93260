import type {
  ClassroomChange,
  GuardianshipChange,
  LinkChange,
  MembershipChange,
  PersonChange,
  SchoolChange,
} from "@muster/rules/plan/change.ts";
import { type UndoConflict, undoFlat, undoLink, undoPerson } from "@muster/rules/plan/undo-change.ts";
import type { Transaction } from "../database/database.ts";
import { because, pairsPerBatch } from "./plan-context.ts";
import type { PlanWriter } from "./plan-writer.ts";

type FlatChange = SchoolChange | ClassroomChange | MembershipChange | GuardianshipChange;

interface JournalRow<C> extends Record<string, unknown> {
  readonly line: C;
  readonly now: unknown;
  readonly keeps: boolean;
  readonly sourced_ids: readonly string[];
}

/**
 * Plans the way back of a run, the last written first: memberships and guardianships, then people, classrooms and
 * schools, so that a record that must stay for somebody's sake is known to stay. Links that were made stay: whoever
 * returns comes back under the same id. Links that a person took away come back.
 */
export async function planUndo(
  tx: Transaction,
  writer: PlanWriter,
  districtId: number,
  runId: number,
): Promise<readonly UndoConflict[]> {
  const conflicts: UndoConflict[] = [];
  const values = [districtId, runId];
  for (const part of parts) {
    for await (const rows of tx.stream<JournalRow<UndoneLine>>(part, values, pairsPerBatch)) {
      for (const row of rows) {
        const undone = undo(row);
        conflicts.push(...undone.conflicts);
        if (undone.change !== undefined) writer.add(undone.change);
      }
      await writer.flush();
    }
  }
  return conflicts;
}

type UndoneLine = FlatChange | PersonChange | LinkChange;

function undo(row: JournalRow<UndoneLine>) {
  const why = because("undo", undefined, undefined, row.sourced_ids);
  const { line } = row;
  switch (line.type) {
    case "student":
    case "staff":
    case "guardian":
      return undoPerson(line, (row.now ?? undefined) as PersonChange["before"], why);
    case "link":
      return undoLink(line, (row.now ?? undefined) as LinkChange["before"], why);
    case "school":
    case "classroom":
    case "membership":
    case "guardianship":
      return undoFlat<FlatChange>(line, (row.now ?? undefined) as FlatChange["before"], why, row.keeps);
    default:
      return line satisfies never;
  }
}

/** A journal line as the rules know a change; `ids` adds the keys of its type. */
const line = (ids: string): string => `
  jsonb_strip_nulls(jsonb_build_object('type', j.type, 'action', j.action, 'kind', j.kind, 'schoolId', j.school_id, ${ids}))
  || jsonb_build_object('after', j.after) || case when j.before is null then '{}' else jsonb_build_object('before', j.before) end`;

const journal = "from journal j";
const ofRun = (types: string): string => `j.district_id = $1 and j.run_id = $2 and j.type in (${types})`;

/** Hangs something on a school or classroom that would not leave with this undo? */
const stays = (id: string): string => `
  exists (select from role_record r where r.district_id = $1 and r.school_id = ${id} and r.status = 'active'
             and not exists (select from planned_change c, jsonb_array_elements(c.after->'roles') v
                              where c.record_id = r.person_id and c.type = r.role and (v.value->>'schoolId')::bigint = r.school_id
                                and v.value->>'status' <> 'active'))`;

/** Who was in a classroom by hand before the run archived or restored it, stays in it either way. */
const isSince = `
  (j.before is null or exists (
    select from journal l where l.district_id = $1 and l.type = 'membership' and l.record_id = m.classroom_id
       and l.other_id = m.person_id and l.role = m.role and l.run_id > $2))`;

const parts: readonly string[] = [
  `select ${line("'classroomId', j.record_id, 'personId', j.other_id, 'role', j.role")} as line, j.sourced_ids, false as keeps,
          case when m.status is not null then jsonb_build_object('startsOn', m.starts_on, 'endsOn', m.ends_on,
            'status', m.status, 'origin', m.origin, 'version', m.version) end as now
     ${journal} left join membership m on m.district_id = j.district_id and m.classroom_id = j.record_id
      and m.person_id = j.other_id and m.role = j.role
    where ${ofRun("'membership'")} order by j.ordinal desc`,
  `select ${line("'studentId', j.record_id, 'guardianId', j.other_id")} as line, j.sourced_ids, false as keeps,
          case when g.status is not null then jsonb_build_object('relationship', g.relationship, 'contactType', g.contact_type,
            'status', g.status, 'origin', g.origin, 'version', g.version)
            || case when j.after ? 'isRestricted' then jsonb_build_object('isRestricted', g.is_restricted) else '{}' end end as now
     ${journal} left join guardianship g on g.district_id = j.district_id and g.student_id = j.record_id
      and g.guardian_id = j.other_id
    where ${ofRun("'guardianship'")} and (g.is_restricted is not true or j.after ? 'isRestricted') order by j.ordinal desc`,
  `select ${line("'recordId', j.record_id")} as line, j.sourced_ids, false as keeps,
          case when p.person_id is not null then jsonb_build_object(
            'person', jsonb_build_object('givenName', p.given_name, 'middleName', p.middle_name, 'familyName', p.family_name,
              'email', p.email, 'mobile', p.mobile, 'homePhone', p.home_phone, 'language', p.language, 'username', p.username,
              'studentNumber', p.student_number, 'identityKey', p.identity_key, 'origin', p.origin, 'version', p.version),
            'roles', coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'schoolId', r.school_id, 'title', r.title,
              'grades', r.grades, 'status', r.status, 'archivedBy', r.archived_by, 'origin', r.origin, 'version', r.version))
              from role_record r where r.district_id = $1 and r.person_id = p.person_id), '[]')) end as now
     ${journal} left join person p on p.district_id = j.district_id and p.person_id = j.record_id
    where ${ofRun("'student', 'staff', 'guardian'")} order by j.ordinal desc`,
  `select ${line("'recordId', j.record_id")} as line, j.sourced_ids,
          exists (select from membership m where m.district_id = $1 and m.classroom_id = j.record_id
                     and m.status = 'active' and m.origin = 'manual' and ${isSince}) as keeps,
          case when h.classroom_id is not null then jsonb_build_object('schoolId', h.school_id, 'title', h.title,
            'classCode', h.class_code, 'grades', h.grades, 'location', h.location, 'startsOn', h.starts_on, 'endsOn', h.ends_on,
            'status', h.status, 'archivedBy', h.archived_by, 'origin', h.origin, 'version', h.version) end as now
     ${journal} left join classroom h on h.district_id = j.district_id and h.classroom_id = j.record_id
    where ${ofRun("'classroom'")} order by j.ordinal desc`,
  `select ${line("'recordId', j.record_id")} as line, j.sourced_ids,
          ${stays("j.record_id")}
          or exists (select from classroom r where r.district_id = $1 and r.school_id = j.record_id and r.status = 'active'
                        and not exists (select from planned_change c where c.type = 'classroom' and c.record_id = r.classroom_id
                                           and c.after->>'status' <> 'active')) as keeps,
          case when h.school_id is not null then jsonb_build_object('name', h.name, 'identifier', h.identifier,
            'status', h.status, 'archivedBy', h.archived_by, 'origin', h.origin, 'version', h.version) end as now
     ${journal} left join school h on h.district_id = j.district_id and h.school_id = j.record_id
    where ${ofRun("'school'")} order by j.ordinal desc`,
  `select ${line("'recordId', j.record_id")} as line, j.sourced_ids, false as keeps,
          case when h.sourced_id is not null then jsonb_build_object('recordType', h.record_type, 'sourcedId', h.sourced_id,
            'recordId', h.record_id, 'origin', h.origin) || case when h.record_id = 0 then '{"isLeftOut": true}' else '{}' end::jsonb end as now
     ${journal} join plan p on p.district_id = j.district_id and p.plan_id = j.plan_id
     left join link h on h.district_id = j.district_id and h.source_id = p.source_id and h.record_type = j.after->>'recordType'
      and h.sourced_id = j.after->>'sourcedId'
    where ${ofRun("'link'")} and j.before is not null order by j.ordinal desc`,
];
