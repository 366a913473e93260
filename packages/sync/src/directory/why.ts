import type { Database, Reader } from "../database/database.ts";
import { Fault } from "../fault.ts";
import type { HomeKeys } from "../keys/home-keys.ts";
import type { ChangeLine } from "./change-line.ts";
import { dayIn } from "./district-day.ts";
import type { Schools } from "./people/in-schools.ts";
import { isOfSchools, keepSubjects } from "./people/keep-subjects.ts";
import { readDistrictSettings } from "./settings.ts";
import { type ClassroomRecord, readClassroomRecord } from "./why/classroom-answer.ts";
import { readRecordJournal, readWaitingAbout } from "./why/journal.ts";
import { type LinkedRow, readClassroomLinks, readPersonLinks, readSchoolLinks } from "./why/linked-rows.ts";
import { readNewestSnapshots } from "./why/newest-snapshot.ts";
import { type PersonRecord, readPersonRecord } from "./why/person-answer.ts";
import { findClassrooms, findSubjects, mostChoices, type Subject } from "./why/subject.ts";
import { type AbsentWhy, whyAbsent } from "./why/why-absent.ts";
import type { WhyContext } from "./why/why-context.ts";
import { type AskedField, askedFields, type FieldWhy, whyField } from "./why/why-field.ts";
import { type MembershipWhy, whyMembership } from "./why/why-membership.ts";

/** What an answer is looked up in: the database, and the stored files of the home. */
export interface WhyWorld {
  readonly db: Database;
  readonly home: string;
  readonly keys: HomeKeys;
  readonly now: () => Date;
}

/** "Why is Ana not in Math?", "Why is her address still the old one?", "Who is 4711?" */
export interface WhyRequest {
  readonly districtId: number;
  /** A sourcedId, our id, a student number, a class code, or a name. */
  readonly who: string;
  /** The same for the classroom that a question about a person is about. */
  readonly classroom?: string;
  /** The field that a question about a person is about, by its name in `askedFields`. */
  readonly field?: string;
  /** The schools that whoever asks is limited to: what belongs to others is not there for them. */
  readonly schoolIds?: readonly number[] | undefined;
}

/** An answer from stored facts alone; the sentences are made of it elsewhere. */
export type WhyAnswer =
  | PersonWhy
  | ClassroomWhy
  | SchoolWhy
  /** Several bear what was written: somebody has to say which. */
  | Several
  /** Nobody of ours bears it: what the sources say of it, and where it was dropped. */
  | { readonly kind: "unknown"; readonly written: string; readonly absent: readonly AbsentWhy[] };

export interface PersonWhy {
  readonly kind: "person";
  readonly subject: Subject;
  readonly person: PersonRecord;
  readonly links: readonly LinkedRow[];
  /** Changes of the person, newest first. */
  readonly journal: readonly ChangeLine[];
  /** Changes of the person, their classes and family that a gate holds. */
  readonly waiting: readonly ChangeLine[];
  readonly membership: MembershipWhy | undefined;
  /** Where the classroom that was asked for is not one of ours, or may be several. */
  readonly classroom: ClassroomUnclear | undefined;
  readonly field: FieldWhy | undefined;
}

export type ClassroomUnclear =
  | Several
  | { readonly kind: "unknown"; readonly written: string; readonly absent: readonly AbsentWhy[] };

/** Several bear what was written. `isCut`: the list is as long as lists get, and there may be more of them. */
export interface Several {
  readonly kind: "several";
  readonly written: string;
  readonly choices: readonly Subject[];
  readonly isCut: boolean;
}

export interface ClassroomWhy {
  readonly kind: "classroom";
  readonly subject: Subject;
  readonly classroom: ClassroomRecord;
  readonly links: readonly LinkedRow[];
  readonly journal: readonly ChangeLine[];
  readonly waiting: readonly ChangeLine[];
}

export interface SchoolWhy {
  readonly kind: "school";
  readonly subject: Subject;
  readonly links: readonly LinkedRow[];
  readonly journal: readonly ChangeLine[];
  readonly waiting: readonly ChangeLine[];
}

/** As many changes as the words tell at most (`report/why`). */
const linesShown = 20;

/**
 * Answers why somebody or something is in the directory as it is, or is not: from the journal, the plans that wait,
 * what the sources said, and their newest files. Nothing is guessed: namesakes are listed, not chosen among.
 *
 * @throws Fault `why.field.unknown`
 */
export async function why(world: WhyWorld, request: WhyRequest): Promise<WhyAnswer> {
  const { districtId } = request;
  const field = mustKnowField(request.field);
  return world.db.session(districtId, (session) =>
    session.read(async (tx) => {
      const context = await openWhy(world, tx, districtId, request.schoolIds);
      const found = await findSubjects(tx, districtId, request.who);
      const choices = await keepSubjects(context, found);
      const [subject, another] = choices;
      const written = request.who;
      if (subject === undefined)
        return {
          ...{ kind: "unknown", written },
          absent: found.length > 0 ? [] : await whyAbsent(context, "any", written),
        };
      if (another !== undefined) return several(written, choices);
      return answer(context, subject, request.classroom, field);
    }),
  );
}

/** What answers about one district are made from. */
export async function openWhy(
  world: WhyWorld,
  tx: Reader,
  districtId: number,
  schools: Schools,
): Promise<WhyContext> {
  const settings = await readDistrictSettings(tx, districtId);
  return {
    ...{ home: world.home, keys: world.keys, districtId, tx, settings, schools },
    snapshots: await readNewestSnapshots(tx, districtId),
    today: dayIn(settings["district.time-zone"], world.now()),
  };
}

async function answer(
  context: WhyContext,
  subject: Subject,
  classroom: string | undefined,
  field: AskedField | undefined,
): Promise<PersonWhy | ClassroomWhy | SchoolWhy> {
  const { tx, districtId } = context;
  const { kind, id } = subject;
  const isSeen = ({ schoolId }: ChangeLine): boolean => isOfSchools(context.schools, schoolId);
  const journal = (await readRecordJournal(tx, districtId, kind, id, linesShown)).filter(isSeen);
  const waiting = (await readWaitingAbout(tx, districtId, kind, id, linesShown)).filter(isSeen);
  switch (kind) {
    case "person": {
      const asked = classroom === undefined ? undefined : await askMembership(context, id, classroom);
      return {
        ...{ kind, subject, journal, waiting, person: await readPersonRecord(tx, districtId, id) },
        links: await readPersonLinks(context, id),
        membership: asked !== undefined && "isThere" in asked ? asked : undefined,
        classroom: asked !== undefined && "kind" in asked ? asked : undefined,
        field: field === undefined ? undefined : await whyField(context, id, field),
      };
    }
    case "classroom": {
      const record = await readClassroomRecord(tx, districtId, id);
      const links = await readClassroomLinks(context, id);
      return { kind, subject, journal, waiting, classroom: record, links };
    }
    case "school":
      return { kind, subject, journal, waiting, links: await readSchoolLinks(context, id) };
    default:
      return kind satisfies never;
  }
}

/** Of several classrooms of one name, those that the person has or had to do with are meant. */
async function askMembership(
  context: WhyContext,
  personId: number,
  written: string,
): Promise<MembershipWhy | ClassroomUnclear> {
  const { tx, districtId } = context;
  const found = await findClassrooms(tx, districtId, written);
  const all = await keepSubjects(context, found);
  const theirs = all.length > 1 ? await keepTheirs(context, personId, all) : all;
  const choices = theirs.length === 0 ? all : theirs;
  const [classroom, another] = choices;
  if (classroom === undefined)
    return {
      ...{ kind: "unknown", written },
      absent:
        found.length > 0 ? [] : await whyAbsent(context, "class", written, await readIds(context, personId)),
    };
  if (another !== undefined) return several(written, choices);
  return whyMembership(context, personId, classroom);
}

function several(written: string, choices: readonly Subject[]): Several {
  return { kind: "several", written, choices, isCut: choices.length >= mostChoices };
}

/** What the sources call a person. */
async function readIds({ tx, districtId }: WhyContext, personId: number): Promise<readonly string[]> {
  const rows = await tx.query<{ sourced_id: string }>(
    "select sourced_id from link where district_id = $1 and record_type = 'person' and record_id = $2",
    [districtId, personId],
  );
  return rows.map((row) => row.sourced_id);
}

async function keepTheirs(
  { tx, districtId }: WhyContext,
  personId: number,
  choices: readonly Subject[],
): Promise<readonly Subject[]> {
  const ids = choices.map(({ id }) => id);
  const rows = await tx.query<{ classroom_id: number }>(
    `select distinct classroom_id from membership
      where district_id = $1 and person_id = $2 and classroom_id = any ($3::bigint[])`,
    [districtId, personId, ids],
  );
  const held = new Set(rows.map((row) => row.classroom_id));
  return choices.filter(({ id }) => held.has(id));
}

function mustKnowField(written: string | undefined): AskedField | undefined {
  if (written === undefined) return undefined;
  const field = askedFields.find(
    (one) => one.toLowerCase() === written.toLowerCase().replaceAll(/[-_ ]/g, ""),
  );
  if (field !== undefined) return field;
  throw new Fault("why.field.unknown", "never", `there is no field named ${written}`, {
    field: written,
    known: askedFields.join(", "),
  });
}
