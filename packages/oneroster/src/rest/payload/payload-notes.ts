/** What was met in the objects of one collection besides what is written: counted, so that a million are one line. */
export interface PayloadNotes {
  /** A value of this field is no text, no list of texts or no reference: it is left out. */
  readonly unread: (field: string) => void;
  /** An id in a list of this field holds a comma, which a list in a cell cannot say: it is left out. */
  readonly unwritable: (field: string) => void;
  /** A field that no version of the standard has. */
  readonly unknown: (field: string) => void;
  /** A field with something in it that no roster needs: not written anywhere. */
  readonly sensitive: (field: string) => void;
  /**
   * The fields of the last object of which none was worth a note. The objects of a collection are alike: nearly every
   * one is recognised by these, name by name, and need not be looked up.
   */
  plainFields: readonly string[];
}

type Kind = "unread" | "unwritable" | "unknown" | "sensitive";

/** Notes that count what they are told. */
export interface CountedNotes extends PayloadNotes {
  /** How often, by field, in the order in which they were met first. */
  readonly counts: Readonly<Record<Kind, ReadonlyMap<string, number>>>;
}

/** Names of fields are a server's own words: longer ones, or more of them, are nothing anybody reads. */
const longestName = 60;
const mostNames = 50;

/** Before the first object of a collection. */
export function countNotes(): CountedNotes {
  const counts = {
    unread: new Map<string, number>(),
    unwritable: new Map<string, number>(),
    unknown: new Map<string, number>(),
    sensitive: new Map<string, number>(),
  };
  const counter = (names: Map<string, number>) => (field: string) => {
    const name = field.slice(0, longestName);
    const before = names.get(name);
    if (before === undefined && names.size >= mostNames) return;
    names.set(name, (before ?? 0) + 1);
  };
  return {
    unread: counter(counts.unread),
    unwritable: counter(counts.unwritable),
    unknown: counter(counts.unknown),
    sensitive: counter(counts.sensitive),
    plainFields: [],
    counts,
  };
}
