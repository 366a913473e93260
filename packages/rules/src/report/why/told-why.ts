import type { AbsentKind, Dropped, HistoryLine, RowFinding, SaidRow } from "../../model/why.ts";
import type { ToldField } from "./field-words.ts";

/** Who or what an answer is about. */
export interface ToldSubject {
  readonly id: number;
  readonly name: string;
  readonly detail: string;
}

/** A sourcedId that stands for it, and where its source lists it. */
export interface ToldLink {
  readonly source: string;
  readonly sourcedId: string;
  readonly row: SaidRow | undefined;
  readonly errors: readonly RowFinding[];
}

/** A record that was asked about, with what feeds it and what became of it. */
export interface ToldRecord {
  readonly subject: ToldSubject;
  readonly links: readonly ToldLink[];
  readonly journal: readonly HistoryLine[];
  readonly waiting: readonly HistoryLine[];
}

/** Why somebody is in a classroom, or is not. */
export interface ToldMembership {
  readonly classroom: ToldSubject;
  readonly isThere: boolean;
  /** How the classroom lost its last link, where no source feeds it any more. */
  readonly unfed: HistoryLine | undefined;
  readonly dropped: Dropped | undefined;
  readonly rows: readonly SaidRow[];
  readonly errors: readonly RowFinding[];
  readonly journal: readonly HistoryLine[];
  readonly waiting: readonly HistoryLine[];
}

/** What the sources say of something that did not come in. */
export interface ToldAbsent {
  readonly of: AbsentKind;
  readonly sourcedId: string;
  readonly name: string;
  readonly rows: readonly SaidRow[];
  readonly names: Readonly<Record<string, string>>;
  readonly dropped: Dropped;
  readonly named: readonly {
    readonly row: SaidRow;
    readonly column: string;
    readonly errors: readonly RowFinding[];
  }[];
  readonly namedCount: number;
}

/** A question that names several, or nobody. */
export type ToldUnclear =
  | {
      readonly kind: "several";
      readonly written: string;
      readonly choices: readonly ToldSubject[];
      readonly isCut: boolean;
    }
  | { readonly kind: "unknown"; readonly written: string; readonly absent: readonly ToldAbsent[] };

/** A person that was asked about. */
export interface ToldPerson extends ToldRecord {
  readonly kind: "person";
  readonly person: {
    readonly memberships: readonly {
      readonly classroom: string;
      readonly school: string;
      readonly role: string;
      readonly isInForce: boolean;
    }[];
    readonly guardianships: readonly {
      readonly other: "guardian" | "student";
      readonly name: string;
      readonly relationship: string;
      readonly status: "active" | "ended";
    }[];
  };
  readonly membership: ToldMembership | undefined;
  readonly classroom: ToldUnclear | undefined;
  readonly field: ToldField | undefined;
}

/** What the words need to know of an answer. */
export type ToldWhy =
  | ToldPerson
  | (ToldRecord & {
      readonly kind: "classroom";
      readonly classroom: { readonly members: Readonly<Record<string, number>> };
    })
  | (ToldRecord & { readonly kind: "school" })
  | ToldUnclear;
