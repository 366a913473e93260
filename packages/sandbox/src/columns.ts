/** One attribute of all rows of a table, packed. A million students cost 31 MB this way. */
export type Column = Uint8Array | Uint16Array | Uint32Array;

/** The value of a row. Asking outside the column is our mistake. */
export function at(column: Column, row: number): number {
  const value = column[row];
  if (value === undefined) throw new Error(`row ${row} of a column of ${column.length}`);
  return value;
}

/** A longer copy of a column; the new rows hold 0. */
export function extend<T extends Column>(column: T, length: number): T;
export function extend(column: Column, length: number): Column {
  const longer =
    column instanceof Uint8Array
      ? new Uint8Array(length)
      : column instanceof Uint16Array
        ? new Uint16Array(length)
        : new Uint32Array(length);
  longer.set(column.length > length ? column.subarray(0, length) : column);
  return longer;
}

/** Rows sorted into groups: the rows of group g are `row[start[g]] … row[start[g + 1] - 1]`, in row order. */
export interface Groups {
  readonly start: Uint32Array;
  readonly row: Uint32Array;
}

/** Groups rows by a number; a negative number leaves the row out. Two passes, no comparison. */
export function groupRows(rows: number, groups: number, groupOf: (row: number) => number): Groups {
  const start = new Uint32Array(groups + 1);
  for (let row = 0; row < rows; row += 1) {
    const group = groupOf(row);
    if (group >= 0) start[group + 1] = at(start, group + 1) + 1;
  }
  for (let group = 0; group < groups; group += 1) start[group + 1] = at(start, group) + at(start, group + 1);
  const next = start.slice();
  const grouped = new Uint32Array(at(start, groups));
  for (let row = 0; row < rows; row += 1) {
    const group = groupOf(row);
    if (group < 0) continue;
    const place = at(next, group);
    grouped[place] = row;
    next[group] = place + 1;
  }
  return { start, row: grouped };
}

/** The rows of one group. A group the table did not know when it was made is empty. */
export function rowsOf(groups: Groups, group: number): Uint32Array {
  if (group + 1 >= groups.start.length) return groups.row.subarray(0, 0);
  return groups.row.subarray(at(groups.start, group), at(groups.start, group + 1));
}
