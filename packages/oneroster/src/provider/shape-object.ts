import type { RestVersion } from "../rest/dialect.ts";
import type { RefType } from "./fields.ts";
import type { ProvidedBase } from "./operations.ts";
import type { ProvidedObjects } from "./provided.ts";

/** For whom an object takes its shape. */
export interface ShapeFor {
  readonly version: RestVersion;
  /** The address of the service of this version, without a slash at the end: references begin with it. */
  readonly service: string;
}

type Json = Readonly<Record<string, unknown>>;
type Shape<B extends ProvidedBase> = (object: ProvidedObjects[B], to: ShapeFor) => Json;

/**
 * An object in the shape of a version (oneroster-rest §7). Booleans are the texts `true` and `false`, addresses whole,
 * and what has nothing to say is left out unless the standard requires it.
 *
 * @param fields only these; undefined: all
 */
export function shapeObject<B extends ProvidedBase>(
  base: B,
  object: ProvidedObjects[B],
  to: ShapeFor,
  fields?: readonly string[],
): Json {
  const shape: Shape<B> = shapes[base];
  const whole = shape(object, to);
  if (fields === undefined) return whole;
  return Object.fromEntries(Object.entries(whole).filter(([field]) => fields.includes(field)));
}

const pathOf: Readonly<Record<RefType, string>> = {
  ...{ academicSession: "academicSessions", class: "classes", course: "courses", org: "orgs", user: "users" },
};

function ref({ service }: ShapeFor, type: RefType, sourcedId: string): Json {
  return { href: `${service}/${pathOf[type]}/${encodeURIComponent(sourcedId)}`, sourcedId, type };
}

function refs(to: ShapeFor, type: RefType, ids: readonly string[]): readonly Json[] {
  return ids.map((id) => ref(to, type, id));
}

/** Only what has something to say. */
function said(fields: Readonly<Record<string, string | readonly unknown[]>>): Json {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value.length > 0));
}

function maybeRef(to: ShapeFor, field: string, type: RefType, id: string): Json {
  return id === "" ? {} : { [field]: ref(to, type, id) };
}

function base({ sourcedId, status, modifiedAt }: ProvidedObjects["demographics"]): Json {
  return { sourcedId, status, dateLastModified: modifiedAt };
}

const assumed = (isAssumed: boolean): Json => (isAssumed ? { metadata: { "muster.assumed": "true" } } : {});

const shapes: { readonly [B in ProvidedBase]: Shape<B> } = {
  orgs: (org, to) => ({
    ...base(org),
    ...{ name: org.name, type: org.type, identifier: org.identifier },
    ...maybeRef(to, "parent", "org", org.parent),
    ...said({ children: refs(to, "org", org.children) }),
  }),
  academicSessions: (session, to) => ({
    ...base(session),
    ...{ title: session.title, startDate: session.startDate, endDate: session.endDate },
    ...{ type: session.type, ...maybeRef(to, "parent", "academicSession", session.parent) },
    ...{ schoolYear: session.schoolYear, ...assumed(session.isAssumed) },
  }),
  courses: (course, to) => ({
    ...base(course),
    ...{ title: course.title, courseCode: course.courseCode, ...maybeRef(to, "org", "org", course.org) },
    ...assumed(course.isAssumed),
  }),
  classes: (cls, to) => ({
    ...base(cls),
    ...{ title: cls.title, ...said({ classCode: cls.classCode }), classType: cls.classType },
    ...said({ location: cls.location, grades: cls.grades, periods: cls.periods }),
    ...{ course: ref(to, "course", cls.course), school: ref(to, "org", cls.school) },
    terms: refs(to, "academicSession", cls.terms),
  }),
  users: (user, to) => ({
    ...base(user),
    ...(to.version === "1.1" ? { username: user.username } : said({ username: user.username })),
    ...{ enabledUser: "true", givenName: user.givenName, familyName: user.familyName },
    ...said({ middleName: user.middleName }),
    ...rolesOf(user, to),
    // A large reader wants the field to be there, whatever is in it.
    ...{ ...said({ identifier: user.identifier }), email: user.email },
    ...said({ sms: user.sms, phone: user.phone }),
    ...said({ agents: refs(to, "user", user.agents), grades: user.grades }),
    ...(user.language === "" ? {} : { metadata: { language: user.language } }),
  }),
  enrollments: (enrollment, to) => ({
    ...base(enrollment),
    ...{ user: ref(to, "user", enrollment.user), class: ref(to, "class", enrollment.class) },
    ...{ school: ref(to, "org", enrollment.school), role: enrollmentRole(enrollment.role, to) },
    primary: String(enrollment.isPrimary),
    ...said({ beginDate: enrollment.beginDate, endDate: enrollment.endDate }),
  }),
  demographics: base,
};

function rolesOf({ role, role12, orgs }: ProvidedObjects["users"], to: ShapeFor): Json {
  if (to.version === "1.1") return { role, orgs: refs(to, "org", orgs) };
  const [first] = orgs;
  return {
    // One role an org, and so the primary one there: each org has exactly one (1.2 information model, RoleType).
    roles: orgs.map((org) => ({ roleType: "primary", role: role12, org: ref(to, "org", org) })),
    ...(first === undefined ? {} : { primaryOrg: ref(to, "org", first) }),
  };
}

/** 1.2 has no aides in classes; an extension of a list of words begins with `ext:`. */
function enrollmentRole(role: string, { version }: ShapeFor): string {
  return role === "aide" && version === "1.2" ? "ext:aide" : role;
}
