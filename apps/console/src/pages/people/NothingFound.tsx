import { Button, Card, Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useSession } from "../../data/use-session.ts";
import { count, counted } from "../../parts/words.ts";
import type { PeopleSearch } from "./people-search.ts";

/** An empty list: what it is, why it is empty, and where to look next. */
export function NothingFound({
  words,
  text,
  search,
  unreadRows = 0,
}: {
  readonly words: { readonly one: string; readonly many: string; readonly label: string };
  readonly text: string;
  readonly search: PeopleSearch;
  readonly unreadRows?: number;
}) {
  const schools = useSession()?.schoolIds;
  const isFiltered = Object.keys(search).some((name) => name !== "tab");
  const where =
    schools === null || schools === undefined
      ? ""
      : ` in the ${counted(schools.length, "school")} you may see`;
  return (
    <Card withBorder>
      <Stack gap="xs">
        <Text fw={600}>
          {text === ""
            ? `No ${words.many}${isFiltered ? " with these filters" : ""}${where}.`
            : `No ${words.one} called “${text}”${isFiltered ? " with these filters" : ""}${where}.`}
        </Text>
        <Text size="sm">{adviceOf(words.label, text, unreadRows)}</Text>
        <Group gap="xs">
          {unreadRows > 0 ? (
            <Button component={Link} to="/problems" variant="default" size="xs">
              Look through the problems
            </Button>
          ) : null}
          {text === "" && words.label === "Families" ? (
            <Button component={Link} to="/sources" variant="default" size="xs">
              See the sources
            </Button>
          ) : null}
        </Group>
      </Stack>
    </Card>
  );
}

function adviceOf(label: string, text: string, unreadRows: number): string {
  if (text === "")
    return label === "Families"
      ? "Your source sends no families, or nobody fits the filters. Families come with agents in users.csv, with a guardians file beside it, or by hand from a student’s page."
      : "Take a filter away, or look under another tab.";
  const problems =
    unreadRows === 0
      ? ""
      : ` Or check Problems: ${count(unreadRows)} ${unreadRows === 1 ? "row" : "rows"} could not be read.`;
  return `Try the ID, another tab, or whoever has left (Status: All).${problems}`;
}
