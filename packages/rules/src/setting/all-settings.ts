import { choice, toggle, whole } from "./setting.ts";

/**
 * Every setting of a district. Connect's settings (connect.md §6) keep their meaning; its defaults are not
 * public, so ours are written here beside the reason.
 */
export const allSettings = {
  "removal.limit-percent": whole({ from: 1, to: 50, unit: "%" }, 10, {
    group: "limits",
    shows: "limits",
    label: "Deletion threshold",
    help: "The largest share of a school's records of one kind that one sync may remove on its own, rounded down: 501 students at 10 percent let 50 go. Above it the removals of that school wait for a person.",
    reweighs: false,
  }),
  "removal.small-school-percent": whole({ from: 1, to: 50, unit: "%" }, 25, {
    group: "limits",
    shows: "limits",
    label: "Deletion threshold of small schools",
    help: "The same for a school with fewer than 100 records of that kind, where a few leavers are already many percent.",
    reweighs: false,
  }),
  "gate.policy": choice(["surgical", "hold-everything"], "surgical", {
    group: "limits",
    shows: "limits",
    labels: { surgical: "Hold only what is suspicious", "hold-everything": "Hold everything" },
    label: "When a limit is passed",
    help: "Either everything safe is applied and only what is suspicious waits, or nothing is applied until a person has looked.",
    reweighs: false,
  }),
  "approval.second-person": choice(["off", "large", "held"], "off", {
    group: "limits",
    shows: "nothing",
    labels: { off: "Never", large: "For what is dangerous", held: "For everything held" },
    label: "A second person approves",
    help: "Whether one person's approval is enough. For what is dangerous: IDs that look like other people's, more than 30 percent of a kind of record leaving a school or the district, and files that whoever approves has brought themselves, take two different people. For everything held: whatever waits does. It needs at least two people who sign in and may approve. A plan made under it stays under it.",
    reweighs: false,
  }),
  "district.time-zone": choice(
    [
      ...(["UTC", "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix"] as const),
      ...(["America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico"] as const),
      ...(["Pacific/Guam", "Pacific/Pago_Pago"] as const),
    ],
    "UTC",
    {
      group: "district",
      label: "Time zone",
      help: "Whose day it is when an enrollment or a role begins or ends. With UTC a day of the United States ends in the evening.",
      reweighs: false,
    },
  ),
  "district.year-start": choice(["june", "july", "august", "september"], "july", {
    group: "district",
    shows: "nothing",
    labels: { june: "June", july: "July", august: "August", september: "September" },
    label: "The school year begins in",
    help: "The school year turns on the first day of this month. Other systems read a class for which the source names no term as one of the school year of today.",
    reweighs: false,
  }),
  "student.number": choice(["identifier", "sourced-id", "username"], "identifier", {
    group: "students",
    labels: { identifier: "Identifier (student number)", "sourced-id": "sourcedId", username: "Username" },
    label: "Student ID",
    help: "Which of the source's values becomes the student's ID: the identifier (student number), the sourcedId or the username.",
  }),
  "student.archived": choice(["restore", "keep-archived"], "keep-archived", {
    group: "students",
    labels: { restore: "Bring them back", "keep-archived": "Leave them archived" },
    label: "Archived students",
    help: "What happens when a student whom a person archived is still in the data: restore brings them back, keep-archived leaves that decision alone. A student archived by a sync always comes back with the data.",
  }),
  "phone.login-column": choice(["sms", "phone"], "sms", {
    group: "families",
    labels: { sms: "Mobile (sms)", phone: "Phone" },
    label: "Phone credential column",
    help: "Which column holds the mobile number people sign in with. The other becomes the home phone, which is never written to.",
  }),
  "guardian.manage": toggle(true, {
    group: "families",
    label: "Allow the sync to manage guardians",
    help: "on: guardians follow this source. off: nothing of a guardian is created, changed or removed by it.",
  }),
  "classroom.unarchive": toggle(false, {
    group: "classrooms",
    label: "Unarchive classrooms that reappear",
    help: "on: a classroom that a person archived becomes active again while the data lists it. off: it stays archived. A classroom archived by a sync always comes back with the data.",
  }),
  "contact.update-active": toggle(false, {
    group: "families",
    label: "Allow the sync to update contact details of active users",
    help: "on: the sync alone decides name, e-mail and phone of people who have signed in. off: once somebody has signed in their details are theirs. People who have not signed in always follow the data.",
  }),
  "language.update": toggle(false, {
    group: "families",
    label: "Allow the sync to update the language",
    help: "on: the language follows the data. off: it is taken when somebody is created and left alone afterwards.",
  }),
  "files.encoding": choice(["auto", "utf-8", "windows-1252"], "auto", {
    group: "files",
    shows: "files",
    labels: { auto: "Recognise it", "utf-8": "UTF-8 only", "windows-1252": "Windows-1252" },
    label: "Encoding of files",
    help: "Recognised (auto), it is UTF-8 or UTF-16 where the bytes prove it, otherwise Windows-1252 with a warning. With utf-8 anything else is refused.",
  }),
  "files.dates": choice(["iso", "mdy"], "iso", {
    group: "files",
    shows: "files",
    labels: { iso: "2026-08-27", mdy: "8/27/2026" },
    label: "Dates in files",
    help: "2026-08-27 as the standard asks (iso), or 8/27/2026 (mdy).",
  }),
  "files.window-hours": whole({ from: 1, to: 8_784, unit: "hours" }, 6, {
    group: "files",
    shows: "nothing",
    label: "Hours between the files of one export",
    help: "How much older than the newest file of a set another one may be. Files that Muster fetched itself and that lie further apart wait for a person, since one of them may be left from another day. Set it higher where a system writes only the files that changed.",
    reweighs: false,
  }),
  "notice.stale-days": whole({ from: 0, to: 30, unit: "days" }, 2, {
    group: "notices",
    shows: "nothing",
    label: "School days without news",
    help: "After so many school days (Monday to Friday) without anything new from a source, whoever is to hear of trouble is told. 0: never.",
    reweighs: false,
  }),
  "notice.reminder-days": whole({ from: 0, to: 30, unit: "days" }, 2, {
    group: "notices",
    shows: "nothing",
    label: "Days until a reminder",
    help: "What is still open so many days after it was told is told once more, and not again. 0: never.",
    reweighs: false,
  }),
  "files.list-separator": choice([",", "|", ";"], ",", {
    group: "files",
    shows: "files",
    labels: { ",": "Comma ,", "|": "Bar |", ";": "Semicolon ;" },
    label: "Separator of lists in a cell",
    help: "The standard's comma, or what this export uses instead.",
  }),
} as const;

/** A setting by its name. */
export type SettingKey = keyof typeof allSettings;
/** Every setting, in the order in which they are shown. */
export const settingKeys = Object.keys(allSettings) as readonly SettingKey[];

/** The resolved settings of a district: every key has a valid value. */
export type Settings = {
  readonly [K in SettingKey]: NonNullable<ReturnType<(typeof allSettings)[K]["parse"]>>;
};

/** The settings that `written` stands for; keys that are missing or unreadable take their fallback. */
export function resolveSettings(written: Readonly<Record<string, unknown>>): Settings {
  const resolved: Record<string, unknown> = {};
  for (const key of settingKeys) {
    const setting = allSettings[key];
    resolved[key] = setting.parse(written[key]) ?? setting.fallback;
  }
  return resolved as Settings;
}
