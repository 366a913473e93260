/** What the gates need to know beside the plan's own slices. Counts are of records. */
export interface GateFacts {
  /** Nothing was ever accepted from this source: additions are then the point, not a danger. */
  readonly isFirst: boolean;
  /** Active records of each type in the whole district before the plan; a type that is not named is not judged. */
  readonly active: Readonly<Record<string, number>>;
  readonly tables: readonly TableFacts[];
  readonly identity: IdentityFacts;
  readonly classes: ClassIdentityFacts;
  /** Schools we hold whose orgs the source no longer lists. */
  readonly absentSchools: readonly {
    readonly schoolId: number;
    readonly sourcedId: string;
    readonly lookalike: string;
  }[];
  /** Students who would have more guardians, and guardians more students, than families have. */
  readonly families: readonly {
    readonly schoolId: number;
    readonly observed: number;
    readonly limit: number;
  }[];
  /** The date of the accepted snapshot whose bytes these are, where newer ones were accepted since. */
  readonly seenBefore: string | undefined;
  /** The run that applied these very bytes and was undone. */
  readonly undoneRun: number | undefined;
  /** Files that came by themselves and are much older than the newest that came with them; none where people chose. */
  readonly agedFiles?: readonly AgedFile[];
  /** The district takes additions only these days (product goal B13). */
  readonly season?: "additions-only";
}

/** A file of a set, and how much older it is than the newest. */
export interface AgedFile {
  readonly file: string;
  readonly newest: string;
  readonly hours: number;
}

/** What came of one file or list, in rows. */
export interface TableFacts {
  readonly table: string;
  readonly mode: "bulk" | "delta";
  /** Records accepted before. */
  readonly before: number;
  /** Records received now, unreadable ones included. */
  readonly received: number;
  readonly unreadable: number;
  /** Rows that can be read and were left out because they point to nowhere, now and in the snapshot before. */
  readonly unresolved: number;
  readonly unresolvedBefore: number;
  /** Rows read anew in which a quote stands where none may. */
  readonly strayQuotes: number;
  /** Known people whose role is no longer a word that anybody knows. */
  readonly rolesLost: number;
}

/** How the people of the source relate to the people it named before. */
export interface IdentityFacts {
  readonly before: number;
  readonly received: number;
  /** Received under an ID that is known. */
  readonly known: number;
  readonly vanished: number;
  readonly added: number;
  /** Vanished people who are among the added by name and a second fact, under another ID. */
  readonly renumbered: number;
  /** Vanished IDs that came back without their leading zeros. */
  readonly zerosLost: number;
  /** Added IDs of a shape that no known ID has. */
  readonly oddlyShaped: number;
  /** One pair of IDs, before and now, to show: IDs are not names, but still only one is shown. */
  readonly example: { readonly before: string; readonly now: string } | undefined;
}

/** How the classes of the source relate to those it named before. */
export interface ClassIdentityFacts {
  readonly before: number;
  /** Vanished classes that are among the added ones: same school, title, code and dates under another ID. */
  readonly renumbered: number;
  readonly example: IdentityFacts["example"];
}
