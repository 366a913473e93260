import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { count } from "../../parts/words.ts";

export const perPage = 50;

/** Where the pages begin that were leafed through; the last is the one that is shown. */
export interface Pages {
  readonly places: readonly (number | undefined)[];
  readonly after: number | undefined;
  readonly turn: (next: number | null) => void;
  readonly back: () => void;
}

/** Pages of a list that begin anew when `of` is another: the filter, say. */
export function usePages(of: string): Pages {
  const [kept, setKept] = useState<{ readonly of: string; readonly places: Pages["places"] }>({
    of,
    places: [undefined],
  });
  const places = kept.of === of ? kept.places : [undefined];
  return {
    places,
    after: places.at(-1),
    turn: (next) => next !== null && setKept({ of, places: [...places, next] }),
    back: () => setKept({ of, places: places.slice(0, -1) }),
  };
}

/** "51 to 100 of 12,408 students", with the ways on and back. What is counted is announced when it changes. */
export function Pager({
  pages,
  shown,
  total,
  next,
  words,
}: {
  readonly pages: Pages;
  readonly shown: number;
  readonly total: number;
  readonly next: number | null;
  readonly words: { readonly one: string; readonly many: string };
}) {
  const from = (pages.places.length - 1) * perPage;
  const all = `${count(total)} ${total === 1 ? words.one : words.many}`;
  const isWhole = from === 0 && next === null;
  return (
    <Group justify="space-between" gap="xs">
      <Text size="sm" role="status">
        {isWhole ? all : `${count(from + 1)} to ${count(from + shown)} of ${all}`}
      </Text>
      {isWhole ? null : (
        <Group gap="xs">
          <Button size="xs" variant="default" disabled={from === 0} onClick={pages.back}>
            Previous page
          </Button>
          <Button size="xs" variant="default" disabled={next === null} onClick={() => pages.turn(next)}>
            Next page
          </Button>
        </Group>
      )}
    </Group>
  );
}
