/** Where a fact was read: file, physical line (the header is line 1) and the sourcedIds of the records behind it. */
export interface Because {
  readonly reason: Reason;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly sourcedIds: readonly string[];
}

/**
 * Why a change is planned. Shown to people, never used to decide.
 * `listed` the source lists it so · `absent` a complete source no longer lists it · `to-be-deleted` the source
 * says so in words · `not-linked` its school or classroom is no longer linked · `undo` · `edit` by a person.
 */
export type Reason = "listed" | "absent" | "to-be-deleted" | "not-linked" | "undo" | "edit";
