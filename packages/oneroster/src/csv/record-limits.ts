/** The longest record that is read (C14). Beyond the limits here a file is no roster, or an attack. */
export const recordLimitBytes = 4 * 1024 * 1024;
/** The longest field. */
export const fieldLimitBytes = 1024 * 1024;
/** The most columns. */
export const columnLimit = 1000;

/**
 * Whether a record holds a field longer than the limit. Looks at records that are longer than the limit
 * themselves, and takes any delimiter for a border: a quoted field full of commas passes, up to the record's limit.
 */
export function hasTooLongField(bytes: Uint8Array, start: number, end: number, delimiter: number): boolean {
  if (end - start <= fieldLimitBytes) return false;
  let fieldStart = start;
  for (let at = start; at <= end; at += 1) {
    if (at < end && bytes[at] !== delimiter) continue;
    if (at - fieldStart > fieldLimitBytes) return true;
    fieldStart = at + 1;
  }
  return false;
}
