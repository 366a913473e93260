import { at } from "./columns.ts";
import { isGuardian, roleOf } from "./people.ts";
import type { RosterTable } from "./roster-table.ts";
import type { RosterView } from "./roster-view.ts";
import { idWriter } from "./sourced-id.ts";

const columns = [
  "sourcedId",
  "status",
  "dateLastModified",
  "userSourcedId",
  "roleType",
  "role",
  "beginDate",
  "endDate",
  "orgSourcedId",
  "userProfileSourcedId",
];

/** OneRoster 1.2 tells administrators of a school from those of the district. */
function roleAt(view: RosterView, row: number, org: string): string {
  const role = roleOf(view.district.people, row);
  if (role !== "administrator") return role;
  return org === view.districtId ? "districtAdministrator" : "siteAdministrator";
}

/** roles.csv of OneRoster 1.2: a row for each org of a person, the first one primary. */
export function rolesTable(view: RosterView, withGuardians: boolean): RosterTable {
  const { people, ids } = view.district;
  const roleId = idWriter(ids, "role");
  return {
    file: "roles.csv",
    columns,
    places: people.count,
    write(row, sink) {
      if (at(people.present, row) === 0 || (!withGuardians && isGuardian(people, row))) return;
      const user = view.personId(row);
      view.orgsOf(row).forEach((org, place) => {
        const id = roleId(at(people.key, row) * 8 + place);
        const type = place === 0 ? "primary" : "secondary";
        sink.add(`${id},,,${user},${type},${roleAt(view, row, org)},,,${org},`);
      });
    },
  };
}
