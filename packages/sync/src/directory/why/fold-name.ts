/** Apostrophes of keyboards and of typesetters, which one name is written with by different people. */
const apostrophes = "\u2018\u2019\u02BB\u02BC\u2032\u00B4`";
/** Letters that have no accent to take off and yet are typed as these. */
const letters = { from: "\u00F8\u0142\u0111\u00F0\u0131", to: "olddi" };

/**
 * SQL that makes of a name what a hurried keyboard makes of it: lower case, no accents, one kind of apostrophe. For
 * names alone, never for IDs: two IDs that differ in an accent are two IDs.
 *
 * @param text an SQL expression; most names are ASCII, and are only made lower case
 */
export function foldName(text: string): string {
  const plain = `regexp_replace(normalize(lower(${text}), NFD), U&'[\\0300-\\036F]', '', 'g')`;
  const from = `${letters.from}${apostrophes}`;
  const to = `${letters.to}${"''".repeat(apostrophes.length)}`;
  const folded = `translate(${plain}, '${from}', '${to}')`;
  return `case when octet_length(${text}) = char_length(${text}) and position('\`' in ${text}) = 0 then lower(${text}) else ${folded} end`;
}
