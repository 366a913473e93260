import { at } from "@muster/sandbox/columns.ts";
import { createDistrict } from "@muster/sandbox/district.ts";
import type { CleverView } from "@muster/sandbox/stand-in/clever/clever-view.ts";
import { startCleverStandIn } from "@muster/sandbox/stand-in/clever/start-clever-stand-in.ts";
import { userObject } from "@muster/sandbox/stand-in/clever/user-object.ts";
import { describeSource } from "../source-suite.ts";
import { cleverSource } from "./source.ts";

const district = createDistrict({
  ...{ seed: 12, schools: 3, students: 180, guardians: 216, staff: 30, classes: 90 },
  ...{ enrollments: 1_080, startYear: 2026 },
});

describeSource("Clever", {
  kind: cleverSource,
  start: async (t) => {
    const clever = await startCleverStandIn({ district, sharing: { demographics: true } });
    t.after(() => clever.close());
    const { token } = clever.keys;
    return {
      values: {
        ...{ "district-id": clever.districtId, "district-token": token, "base-url": clever.origin },
        "page-size": "25",
      },
      faults: clever.faults,
      rows: rowsOf(clever.view()),
      canaries: [token, firstBirthDate(clever.view())],
      large: { route: "sections", file: "classes.csv" },
      needed: "schools",
      spare: { route: "terms", file: "academicSessions.csv" },
      hasTokens: false,
    };
  },
});

/** What is to arrive, counted in the district itself. */
function rowsOf(view: CleverView): Readonly<Record<string, number>> {
  const { classes } = view.roster.district;
  const courses = new Set(
    view.sections.map((row) => [at(classes.low, row), at(classes.high, row), at(classes.slot, row)].join()),
  );
  const terms = new Set(view.sections.map((row) => at(classes.terms, row) % 3));
  const employees = new Set([...view.usersOf("teacher"), ...view.usersOf("staff")]);
  const people = [...view.usersOf("student"), ...employees];
  const inRoles = people.flatMap((row) => view.rolesOf(row).flatMap(() => view.schoolsOf(row)));
  const places = view.sections.flatMap((row) => [...view.studentsIn(row), ...view.teachersIn(row)]);
  const families = view.usersOf("contact").flatMap((row) => view.roster.childrenOf(row));
  return {
    ...{
      "orgs.csv": 1 + view.schools.length,
      "academicSessions.csv": terms.size,
      "courses.csv": courses.size,
    },
    ...{ "classes.csv": view.sections.length, "users.csv": people.length, "roles.csv": inRoles.length },
    ...{ "enrollments.csv": places.length, "guardians.csv": families.length },
  };
}

function firstBirthDate(view: CleverView): string {
  const user = JSON.stringify(userObject(view, view.usersOf("student")[0] ?? 0, "v3.1"));
  const dob = /"dob":"([^"]+)"/.exec(user)?.[1];
  if (dob === undefined) throw new Error("the stand-in sends birth dates");
  return dob;
}
