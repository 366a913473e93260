/**
 * A setting is one entry of data: from it come its default, its check, the command's help and the form in the
 * console. Planners receive the resolved `Settings`, never the written ones.
 */
export interface Setting<T> {
  readonly fallback: T;
  readonly label: string;
  readonly help: string;
  /** What may be typed, in words, for messages. */
  readonly expects: string;
  /** The value that `written` stands for, or undefined where it stands for none. */
  readonly parse: (written: unknown) => T | undefined;
  /** Does a change mean that every record must be weighed again? */
  readonly reweighs: boolean;
  /** Under which heading it stands. */
  readonly group: SettingGroup;
  /** What can be shown of a change before it is made. */
  readonly shows: SettingShows;
  /** How it is asked for. */
  readonly form: SettingForm;
}

/** The headings under which settings stand, in their order. */
export const settingGroups = {
  limits: "Limits of a sync",
  students: "Students",
  families: "Families and contact details",
  classrooms: "Classes",
  files: "Files",
  notices: "Reminders",
  district: "District",
} as const;

/** One of them. */
export type SettingGroup = keyof typeof settingGroups;

/**
 * What a change of a setting would do to the roster, and how that can be seen: `records` what is stored is planned
 * anew · `limits` the newest plan is judged anew · `files` only the next files can show it, since what is stored was
 * read already · `nothing` it changes nothing of the roster.
 */
export type SettingShows = "records" | "limits" | "files" | "nothing";

/** The form of a setting: a choice among words each with its label, a switch, or a number in a range. */
export type SettingForm =
  | { readonly is: "choice"; readonly words: readonly { readonly word: string; readonly label: string }[] }
  | { readonly is: "toggle" }
  | { readonly is: "whole"; readonly from: number; readonly to: number; readonly unit: string };

/** What every kind of setting is told. */
interface Told {
  readonly label: string;
  readonly help: string;
  readonly group: SettingGroup;
  /** `records` unless told. */
  readonly shows?: SettingShows;
  /** True unless told. */
  readonly reweighs?: boolean;
}

function toldOf({ label, help, group, shows = "records", reweighs = true }: Told) {
  return { label, help, group, shows, reweighs };
}

/** A choice among words, each with the label a person chooses by; a word without one is its own. */
export function choice<const T extends string>(
  words: readonly T[],
  fallback: T,
  told: Told & { readonly labels?: { readonly [Word in T]?: string } },
): Setting<T> {
  const { labels } = told;
  return {
    ...toldOf(told),
    fallback,
    expects: words.join(", "),
    parse: (written) => words.find((word) => word === written),
    form: { is: "choice", words: words.map((word) => ({ word, label: labels?.[word] ?? word })) },
  };
}

/** On or off. */
export function toggle(fallback: boolean, told: Told): Setting<boolean> {
  return {
    ...toldOf(told),
    fallback,
    expects: "on, off",
    parse: (written) => {
      if (written === true || written === "on" || written === "true" || written === "yes") return true;
      if (written === false || written === "off" || written === "false" || written === "no") return false;
      return undefined;
    },
    form: { is: "toggle" },
  };
}

/** A whole number in a range. */
export function whole(
  range: { readonly from: number; readonly to: number; readonly unit: string },
  fallback: number,
  told: Told,
): Setting<number> {
  return {
    ...toldOf(told),
    fallback,
    expects: `a whole number from ${range.from} to ${range.to}`,
    parse: (written) => {
      const value = typeof written === "number" ? written : Number(String(written).trim() || Number.NaN);
      return Number.isInteger(value) && value >= range.from && value <= range.to ? value : undefined;
    },
    form: { is: "whole", ...range },
  };
}
