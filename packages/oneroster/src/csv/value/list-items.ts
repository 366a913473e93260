/** Lists up to this length are searched item by item, longer ones through a set. */
const shortList = 16;

/** The items of one cell: split, trimmed, without empty ones, each once, in the order written (Q053). */
export function listItems(cell: string, separator: string): string[] {
  const items: string[] = [];
  let from = 0;
  while (from <= cell.length) {
    const found = cell.indexOf(separator, from);
    const to = found < 0 ? cell.length : found;
    const item = cell.slice(from, to).trim();
    if (item !== "" && (items.length >= shortList || !items.includes(item))) items.push(item);
    from = to + 1;
  }
  return items.length > shortList ? [...new Set(items)] : items;
}
