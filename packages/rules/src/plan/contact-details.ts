import type { Person, PersonFields } from "../model/person.ts";
import type { Settings } from "../setting/all-settings.ts";
import type { WantedUser } from "./wanted-user.ts";

/**
 * The fields a person shall have: what the source says, as far as the district lets it say so.
 *
 * | the person | setting `contact.update-active` off | on |
 * |---|---|---|
 * | is a student, or never signed in | follows the source | follows the source |
 * | has signed in | name, e-mail, phones stay as they are | follows the source |
 *
 * (connect.md §7.3.) The language is taken at creation and follows later only by `language.update` (§7.2).
 * An e-mail or phone that the source leaves empty does not erase one that is held.
 */
export function personFields(
  users: readonly WantedUser[],
  existing: Person | undefined,
  settings: Settings,
): PersonFields {
  const wanted = fromUsers(users, settings);
  if (existing === undefined) return wanted;
  const isStudent = users.some((user) => user.role === "student");
  const isTheirs = existing.hasSignedIn && !isStudent && !settings["contact.update-active"];
  const contact = isTheirs ? existing : wanted;
  return {
    givenName: contact.givenName,
    middleName: contact.middleName,
    familyName: contact.familyName,
    email: contact.email || existing.email,
    mobile: contact.mobile || existing.mobile,
    homePhone: contact.homePhone || existing.homePhone,
    language:
      settings["language.update"] && wanted.language !== ""
        ? wanted.language
        : existing.language || wanted.language,
    username: wanted.username || existing.username,
    studentNumber: wanted.studentNumber || existing.studentNumber,
  };
}

function fromUsers(users: readonly WantedUser[], settings: Settings): PersonFields {
  const first = <K extends keyof WantedUser>(key: K) => users.find((user) => user[key] !== "")?.[key] ?? "";
  const [mobileColumn, homeColumn] =
    settings["phone.login-column"] === "sms" ? (["sms", "phone"] as const) : (["phone", "sms"] as const);
  const leading = users[0];
  if (leading === undefined) throw new Error("personFields needs at least one user");
  return {
    givenName: leading.givenName,
    middleName: leading.middleName,
    familyName: leading.familyName,
    email: first("email"),
    mobile: first(mobileColumn),
    homePhone: first(homeColumn),
    language: first("language"),
    username: first("username"),
    studentNumber: studentNumber(users, settings),
  };
}

function studentNumber(users: readonly WantedUser[], settings: Settings): string {
  const student = users.find((user) => user.role === "student");
  if (student === undefined) return "";
  switch (settings["student.number"]) {
    case "identifier":
      return student.identifier;
    case "sourced-id":
      return student.sourcedId;
    case "username":
      return student.username;
    default:
      return settings["student.number"] satisfies never;
  }
}
