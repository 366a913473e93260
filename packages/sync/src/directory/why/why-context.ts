import type { Reader } from "../../database/database.ts";
import type { Schools } from "../people/in-schools.ts";
import type { FileWorld } from "./file-rows.ts";
import type { NewestSnapshot } from "./newest-snapshot.ts";

/** What the parts of an answer are made from. */
export interface WhyContext extends FileWorld {
  readonly tx: Reader;
  readonly snapshots: ReadonlyMap<number, NewestSnapshot>;
  /** The schools that whoever asks is limited to; undefined: all. */
  readonly schools: Schools;
  /** The district's day, `YYYY-MM-DD`. */
  readonly today: string;
}
