/**
 * SQL that makes of a name what a hurried keyboard makes of it: lower case, no accents, one kind of apostrophe. For
 * names alone, never for IDs: two IDs that differ in an accent are two IDs. The rule is `fold_name` of the migrations.
 *
 * @param text an SQL expression
 */
export function foldName(text: string): string {
  return `fold_name(${text})`;
}
