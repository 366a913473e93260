const nullWords = new Set(["NULL", "null", "Null", "(null)", "N/A", "n/a", "#N/A", "(blank)"]);

/**
 * Whether a cell holds a word that a query or a spreadsheet writes for "nothing" (Q058). Ask this of e-mail,
 * phone, date and id cells only: Null is a family name.
 */
export function isNullWord(cell: string): boolean {
  return cell.length <= 7 && cell.length >= 3 && nullWords.has(cell);
}
