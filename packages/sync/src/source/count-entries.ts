import { defaultProfile } from "@muster/oneroster/csv/read-profile.ts";
import { rowReader } from "@muster/oneroster/csv/read-row.ts";
import { scanRecords } from "@muster/oneroster/csv/scan-records.ts";
import type { TableFile } from "@muster/oneroster/csv/table-file.ts";
import { UnreadableFile } from "@muster/oneroster/csv/unreadable-file.ts";
import type { RecordOf } from "@muster/oneroster/model/record-of.ts";
import type { TableName } from "@muster/oneroster/model/table-name.ts";
import type { Sighting } from "./source.ts";

/** A file above this is not read at a look, and not counted: it is left to the first plan. */
const mostBytes = 64 * 1024 ** 2;

/** What a look counts of a roster's files. */
export interface CountedEntries {
  readonly schools: Sighting["schools"];
  readonly uncounted?: NonNullable<Sighting["uncounted"]>;
  readonly counts: Readonly<Record<string, number>>;
  readonly guardians: NonNullable<Sighting["guardians"]> | undefined;
}

interface Tally {
  readonly counts: Map<string, number>;
  readonly names: Map<string, string>;
  /** By school and kind: students, staff, classes. */
  readonly bySchool: Map<string, { students: number; staff: number; classes: number }>;
  links: number;
}

/**
 * Counts what the files hold: rows, people by role, and by school. Nobody's name is kept. What cannot be read is left
 * out; what is wrong with it the first plan says.
 */
export async function countEntries(files: readonly TableFile[]): Promise<CountedEntries> {
  const tally: Tally = { counts: new Map(), names: new Map(), bySchool: new Map(), links: 0 };
  const isWhole = (table: TableName): boolean =>
    files.every((file) => file.table !== table || file.entry.size <= mostBytes);
  for (const file of files) if (file.entry.size <= mostBytes) await countFile(file, tally);
  const { counts, names, bySchool, links } = tally;
  const ids = names.size > 0 ? [...names.keys()] : [...bySchool.keys()];
  const has = (table: TableName): boolean => files.some((file) => file.table === table);
  const areWhole = isWhole("users") && isWhole("roles") && isWhole("classes");
  const areCounted = has("users") && has("classes") && areWhole;
  const isTooMuch = !areWhole && ids.length > 0;
  const people = (counts.get("guardians") ?? 0) + (counts.get("rows of guardians.csv") ?? 0);
  const isTold = people > 0 || links > 0 || (isWhole("users") && isWhole("roles") && isWhole("guardians"));
  return {
    schools: ids.map((sourcedId) => ({
      ...{ sourcedId, name: names.get(sourcedId) || sourcedId },
      ...(areCounted ? (bySchool.get(sourcedId) ?? { students: 0, staff: 0, classes: 0 }) : {}),
    })),
    ...(isTooMuch ? { uncounted: { schools: ids.length, because: "large" } } : {}),
    counts: Object.fromEntries(counts),
    guardians: isTold ? { isThere: people > 0, people, links } : undefined,
  };
}

async function countFile(file: TableFile, tally: Tally): Promise<void> {
  // The columns of an enrollment tell nothing at a look: its rows are counted, and never parsed.
  const read = counters[file.table] === undefined ? undefined : rowReader(file, defaultProfile);
  try {
    for await (const batch of scanRecords(file, [0, 0])) {
      if (read === undefined) more(tally, file.table, batch.count);
      else
        for (let index = 0; index < batch.count; index += 1) {
          const { record } = read(batch, index);
          if (record !== undefined && record.status !== "tobedeleted") count(file.table, record, tally);
        }
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
  }
}

type Counter<T extends TableName> = (record: RecordOf<T>, tally: Tally) => void;

const staffRoles: ReadonlySet<string> = new Set(["teacher", "aide", "proctor", "administrator"]);
const familyRoles: ReadonlySet<string> = new Set(["parent", "guardian", "relative"]);

const counters: { readonly [T in TableName]?: Counter<T> } = {
  orgs: ({ type, sourcedId, name }, tally) => {
    if (type === "school") tally.names.set(sourcedId, name);
  },
  users: ({ role, orgSourcedIds, agentSourcedIds }, tally) => {
    more(tally, "users", 1);
    tally.links += agentSourcedIds.length;
    // In 1.2 the roles stand in roles.csv.
    if (role !== "") countRole(role, orgSourcedIds, tally);
  },
  roles: ({ role, orgSourcedId, roleType }, tally) => {
    countRole(role, [orgSourcedId], tally, roleType === "primary");
  },
  classes: ({ schoolSourcedId }, tally) => {
    more(tally, "classes", 1);
    schoolOf(tally, schoolSourcedId).classes += 1;
  },
  guardians: (_, tally) => {
    more(tally, "rows of guardians.csv", 1);
    tally.links += 1;
  },
};

function count<T extends TableName>(table: T, record: RecordOf<T>, tally: Tally): void {
  const counter: Counter<T> | undefined = counters[table];
  counter?.(record, tally);
}

/** @param isFirst a person with roles at several schools is one in the district, and one in each of them */
function countRole(role: string, orgs: readonly string[], tally: Tally, isFirst = true): void {
  const kind = role === "student" ? "students" : staffRoles.has(role) ? "staff" : undefined;
  const inAll = familyRoles.has(role) ? "guardians" : (kind ?? "of another role");
  if (isFirst) more(tally, inAll, 1);
  if (kind !== undefined) for (const org of orgs) schoolOf(tally, org)[kind] += 1;
}

function more({ counts }: Tally, what: string, by: number): void {
  counts.set(what, (counts.get(what) ?? 0) + by);
}

function schoolOf({ bySchool }: Tally, sourcedId: string) {
  const known = bySchool.get(sourcedId) ?? { students: 0, staff: 0, classes: 0 };
  bySchool.set(sourcedId, known);
  return known;
}
