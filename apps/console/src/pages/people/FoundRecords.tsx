import { Stack } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { AskError } from "../../data/ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { NothingFound } from "./NothingFound.tsx";
import { Pager, type Pages } from "./Pager.tsx";
import { type PeopleSearch, type Tab, tabWords } from "./people-search.ts";
import { type RecordRow, RecordTable } from "./RecordTable.tsx";

/** A page of what a search finds. */
interface FoundPage<Item> {
  readonly items: readonly Item[];
  readonly total: number;
  readonly next: number | null;
  /** How many rows of the files could not be read, among which somebody may be. */
  readonly unreadRows?: number;
}

/** What a search finds, a page at a time: how many there are, and each as a row; or why there is none. */
export function FoundRecords<Item>({
  found,
  pages,
  tab,
  heads,
  rowOf,
  search,
  text,
}: {
  readonly found: UseQueryResult<FoundPage<Item>, AskError>;
  readonly pages: Pages;
  readonly tab: Tab;
  readonly heads: readonly string[];
  readonly rowOf: (item: Item) => RecordRow;
  readonly search: PeopleSearch;
  readonly text: string;
}) {
  const words = tabWords[tab];
  return (
    <Answer of={found} lines={8}>
      {({ items, total, next, unreadRows = 0 }) => (
        <Stack gap="sm">
          <Pager pages={pages} shown={items.length} total={total} next={next} words={words} />
          {total === 0 ? (
            <NothingFound words={words} text={text} search={search} unreadRows={unreadRows} />
          ) : (
            <RecordTable caption={words.label} heads={heads} rows={items.map(rowOf)} />
          )}
        </Stack>
      )}
    </Answer>
  );
}
