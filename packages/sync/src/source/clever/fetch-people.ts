import { type TablePart, withTablePart } from "../collections/table-part.ts";
import { familyMark } from "./contact-print.ts";
import type { Fetching } from "./fetching.ts";
import type { JsonObject } from "./json.ts";
import { createKnownIds, type KnownIds } from "./known-ids.ts";
import { type CleverUser, readUser } from "./objects.ts";
import { sensitiveFields } from "./sensitive-fields.ts";
import { type SharedOrgs, userRows } from "./to-oneroster/user-rows.ts";

/** Who was read. */
export interface SharedPeople {
  readonly students: KnownIds;
  readonly employees: ReadonlySet<string>;
}

/** Roles of employees, whom Clever merges: somebody who teaches and is staff is in both lists, as one user. */
const employeeRoles = [
  { role: "teacher", name: "teachers", isOptional: false },
  { role: "staff", name: "staff", isOptional: true },
  { role: "district_admin", name: "district administrators", isOptional: true },
] as const;

interface PeopleFiles {
  readonly users: TablePart<"users">;
  readonly roles: TablePart<"roles">;
}

/** Writes users.csv and roles.csv: students and employees. Contacts stand in guardians.csv. */
export async function fetchPeople(fetching: Fetching, orgs: SharedOrgs): Promise<SharedPeople> {
  const { folder } = fetching.connection;
  const students = createKnownIds();
  const employees = new Set<string>();
  await withTablePart(
    folder,
    "users",
    async (users) => {
      await withTablePart(folder, "roles", async (roles) => {
        await fetchStudents(fetching, { users, roles }, orgs, students);
        await fetchEmployees(fetching, { users, roles }, orgs, employees);
        return true;
      });
      return true;
    },
    ["otherIds"],
  );
  return { students, employees };
}

async function fetchStudents(
  fetching: Fetching,
  files: PeopleFiles,
  orgs: SharedOrgs,
  students: KnownIds,
): Promise<void> {
  const { notes, read } = fetching;
  const sensitive = new Set<string>();
  await read({ name: "students", path: "/users", query: "role=student" }, false, async (objects) => {
    for (const field of sensitiveFields(objects)) sensitive.add(field);
    await writePeople(fetching, files, orgs, objects, ({ id, name }) => {
      students.add(id, familyMark(name.last));
      return true;
    });
  });
  notes.sensitive([...sensitive].sort());
}

async function fetchEmployees(
  fetching: Fetching,
  files: PeopleFiles,
  orgs: SharedOrgs,
  employees: Set<string>,
): Promise<void> {
  for (const { role, name, isOptional } of employeeRoles)
    await fetching.read({ name, path: "/users", query: `role=${role}` }, isOptional, (objects) =>
      writePeople(fetching, files, orgs, objects, ({ id }) => {
        const isNew = !employees.has(id);
        employees.add(id);
        return isNew;
      }),
    );
}

async function writePeople(
  { notes }: Fetching,
  { users, roles }: PeopleFiles,
  orgs: SharedOrgs,
  objects: readonly JsonObject[],
  isNew: (user: CleverUser) => boolean,
): Promise<void> {
  for (const json of objects) {
    const user = readUser(json);
    if (!isNew(user)) continue;
    const rows = userRows(user, orgs);
    for (const word of user.otherRoles) notes.word("roles", word);
    notes.hidden("roles.csv", rows.hidden);
    if (rows.user !== undefined) users.put(rows.user);
    for (const role of rows.roles) roles.put(role);
  }
  await users.settle();
  await roles.settle();
}
