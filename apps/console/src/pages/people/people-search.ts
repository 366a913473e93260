/** What the directory's address carries: never what was typed, for names do not belong in an address. */
export interface PeopleSearch {
  readonly tab?: Tab;
  readonly school?: number;
  readonly classroom?: number;
  readonly grade?: string;
  readonly status?: "archived" | "all";
  readonly origin?: "synced" | "manual";
  readonly source?: number;
}

export const tabs = ["students", "families", "staff", "classes", "schools"] as const;

export type Tab = (typeof tabs)[number];

/** What each tab is called, and what one of its records is. */
export const tabWords: Readonly<
  Record<Tab, { readonly label: string; readonly one: string; readonly many: string }>
> = {
  students: { label: "Students", one: "student", many: "students" },
  families: { label: "Families", one: "guardian", many: "guardians" },
  staff: { label: "Staff", one: "staff member", many: "staff members" },
  classes: { label: "Classes", one: "class", many: "classes" },
  schools: { label: "Schools", one: "school", many: "schools" },
};

export const roleOfTab = { students: "student", families: "guardian", staff: "staff" } as const;

/** What an address says, as far as it says something that is known. */
export function readPeopleSearch(search: Readonly<Record<string, unknown>>): PeopleSearch {
  const tab = tabs.find((one) => one === search.tab);
  const { school, classroom, source, grade, status, origin } = search;
  return {
    ...(tab === undefined ? {} : { tab }),
    ...(typeof school === "number" ? { school } : {}),
    ...(typeof classroom === "number" ? { classroom } : {}),
    ...(typeof source === "number" ? { source } : {}),
    ...(typeof grade === "string" || typeof grade === "number" ? { grade: String(grade) } : {}),
    ...(status === "archived" || status === "all" ? { status } : {}),
    ...(origin === "synced" || origin === "manual" ? { origin } : {}),
  };
}

/** What a person's address carries: the past day that they are looked at on. */
export interface PersonSearch {
  /** `2026-11-19`; left out: as they are. */
  readonly on?: string;
}

export function readPersonSearch({ on }: Readonly<Record<string, unknown>>): PersonSearch {
  return typeof on === "string" && /^\d{4}-\d{2}-\d{2}$/.test(on) ? { on } : {};
}

/** The search without what is set aside. */
export function without(search: PeopleSearch, name: keyof PeopleSearch): PeopleSearch {
  const { [name]: _, ...rest } = search;
  return rest;
}

/** What every list is asked with: what was typed, and what the address says of school, status and origin. */
export function filterOf(
  { school, origin, status }: PeopleSearch,
  text: string,
): {
  readonly text?: string;
  readonly schoolId?: number;
  readonly origin?: "synced" | "manual";
  readonly status?: "active" | "archived";
} {
  return {
    ...(status === "all" ? {} : { status: status ?? "active" }),
    ...(text === "" ? {} : { text }),
    ...(school === undefined ? {} : { schoolId: school }),
    ...(origin === undefined ? {} : { origin }),
  };
}
