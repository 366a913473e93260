const nullWords = new Set(["NULL", "null", "Null", "(null)", "N/A", "n/a", "#N/A", "(blank)"]);
const firstCharacters = new Set([...nullWords].map((word) => word.charCodeAt(0)));

/**
 * Whether a cell holds a word that a query or a spreadsheet writes for "nothing" (Q058). Ask this of e-mail,
 * phone, date and id cells only: Null is a family name.
 */
export function isNullWord(cell: string): boolean {
  if (cell.length < 3 || cell.length > 7) return false;
  return firstCharacters.has(cell.charCodeAt(0)) && nullWords.has(cell);
}
