/** A school as we hold it. `identifier` is the number people know it by (state or district number). */
export interface SchoolFields {
  readonly name: string;
  readonly identifier: string;
}

/** A school with its standing. */
export interface School extends SchoolFields {
  readonly schoolId: number;
  readonly status: "active" | "archived";
  readonly archivedBy: ArchivedBy | undefined;
  readonly origin: Origin;
  readonly version: number;
}

/** `synced` came from a source and follows it; `manual` was made by a person and no sync removes it. */
export type Origin = "synced" | "manual";

/** Who archived a record: a sync may restore only what a sync or an undo archived (setting `classroom.unarchive`). */
export type ArchivedBy = "sync" | "person" | "undo";
