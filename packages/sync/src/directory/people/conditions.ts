/** Conditions of a query with their values, collected one by one; $1 is the district. */
export interface Conditions {
  /** Adds a condition; `$?` in it stands for the value. */
  readonly add: (condition: string, value: unknown) => void;
  /** Adds a condition whose values are kept already. */
  readonly addText: (condition: string) => void;
  /** Keeps a value and answers how it is written: `$4`. */
  readonly keep: (value: unknown) => string;
  readonly text: () => string;
  readonly values: () => readonly unknown[];
}

export function startConditions(districtId: number, first: string): Conditions {
  const parts = [first];
  const values: unknown[] = [districtId];
  const keep = (value: unknown): string => {
    values.push(value);
    return `$${values.length}`;
  };
  return {
    keep,
    add: (condition, value) => {
      const name = keep(value);
      parts.push(`(${condition.replaceAll("$?", name)})`);
    },
    addText: (condition) => void parts.push(`(${condition})`),
    text: () => parts.join(" and "),
    values: () => values,
  };
}

/** Which page of a list: after the record that the page before ended with. */
export interface PageAsked {
  readonly after?: number | undefined;
  readonly limit: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** The record that the next page begins after; null on the last. */
  readonly next: number | null;
  /** How many there are in all pages. */
  readonly total: number;
}

/** A page out of one row more than it takes. */
export function pageOf<Item>(
  rows: readonly Item[],
  { limit }: PageAsked,
  total: number,
  idOf: (item: Item) => number,
): Page<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? idOf(last) : null, total };
}
