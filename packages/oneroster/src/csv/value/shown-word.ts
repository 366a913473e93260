const plainWord = /^[\p{L}\p{N} ._:'’()/&+-]*$/u;
const longNumber = /\d{5}/;

/**
 * A cell as a fact of a diagnostic: the word itself where it looks like one of a vocabulary, else only its shape.
 * Cells may stand in a wrong column, and a diagnostic must not carry anybody's address or number.
 */
export function shownWord(cell: string): string {
  const start = cell.slice(0, 40);
  return plainWord.test(start) && !longNumber.test(start) ? start : shapeOf(start);
}

/** How a cell was written, without what it says: 9/9/9999, aaa@aaaaaaa.aaa. */
export function shapeOf(cell: string): string {
  return cell.slice(0, 24).replaceAll(/\d/g, "9").replaceAll(/\p{L}/gu, "a");
}
