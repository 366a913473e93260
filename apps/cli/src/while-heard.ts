import type { Terminal } from "./terminal.ts";

/**
 * Passes things on while somebody still reads stdout: `muster run report 4 | head` must not read hundreds of thousands
 * of changes that nobody will see. What is behind the things is closed then.
 */
export async function* whileHeard<Item>(
  terminal: Pick<Terminal, "isHeard">,
  items: AsyncIterable<Item>,
): AsyncGenerator<Item> {
  for await (const item of items) {
    if (!terminal.isHeard()) return;
    yield item;
  }
}
