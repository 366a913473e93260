import type { TableName } from "../model/table-name.ts";

/** What a connection knows about its files and we must not guess. */
export interface ReadProfile {
  /** `auto`: UTF-8, else UTF-16 by its mark, else Windows-1252 with a warning (Q002). `utf-8`: nothing else. */
  readonly encoding: "auto" | "utf-8" | "windows-1252";
  /** `mdy` reads 8/27/2018 as well; without it such a date is left out (Q046). */
  readonly dates: "iso" | "mdy";
  /** Between the items of one cell (Q053). */
  readonly listSeparator: "," | "|" | ";";
  /** File names of this connection that are not the standard's, without case: `{ "people.csv": "users" }`. */
  readonly fileNames?: Readonly<Record<string, TableName>>;
  /** true: the end date in the file is the first day that no longer counts, as the standard's text says (Q103). */
  readonly endExclusive?: boolean;
}

/** What the standard asks for: nothing was agreed on beside it. */
export const defaultProfile: ReadProfile = { encoding: "auto", dates: "iso", listSeparator: "," };
