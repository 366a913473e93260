import { capital } from "@muster/rules/report/letter-case.ts";
import "../../parts/card-table.css";
import { Card, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import type { compareRuns } from "@muster/api/resource/run.ts";
import type { Answered } from "@muster/api/route.ts";
import type { ReactNode } from "react";
import { FigureTable } from "../../parts/FigureTable.tsx";
import { count } from "../../parts/words.ts";

type ComparedRuns = Answered<typeof compareRuns>;

/** So many groups fit a page; the rest is counted. */
const mostGroups = 100;

/** What two runs have in common and what not, by kind of change, by finding and by file. */
export function Compared({ compared }: { readonly compared: ComparedRuns }) {
  const { before, after, says, totals, groups, findings, files } = compared;
  return (
    <Stack gap="lg">
      <Text fw={600} role="status">
        {says}
      </Text>
      <SimpleGrid component="dl" cols={{ base: 1, xs: 3 }} m={0}>
        <Total label={`Only in run ${after.run}`} amount={totals.added} />
        <Total label={`Only in run ${before.run}`} amount={totals.gone} />
        <Total label="In both" amount={totals.same} />
      </SimpleGrid>
      <Part
        title="Changes"
        empty="Neither run planned a change."
        columns={["What", "School", `Only in run ${after.run}`, `Only in run ${before.run}`, "In both"]}
        rows={groups
          .slice(0, mostGroups)
          .map((group) => [
            ...[
              `${capital(group.noun)} ${verbs[group.action]}`,
              group.school === "" ? "The district" : group.school,
            ],
            ...[count(group.added), count(group.gone), count(group.same)],
          ])}
        more={groups.length - mostGroups}
      />
      <Part
        title="Rows in the files"
        empty="Neither run read files."
        columns={["File", `Run ${before.run}`, `Run ${after.run}`, "Difference"]}
        rows={files.map(({ file, before: was, after: is }) => [
          ...[file, was === null ? "none" : count(was), is === null ? "none" : count(is)],
          difference((is ?? 0) - (was ?? 0)),
        ])}
      />
      <Part
        title="Findings"
        empty="Neither run found anything."
        columns={["What was found", `Run ${before.run}`, `Run ${after.run}`, "Difference"]}
        rows={findings.map(({ what, code, before: was, after: is }) => [
          ...[`${what} (${code})`, count(was), count(is), difference(is - was)],
        ])}
      />
    </Stack>
  );
}

const verbs = { create: "added", update: "changed", archive: "gone", restore: "back" } as const;

function difference(amount: number): string {
  if (amount === 0) return "same";
  return amount > 0 ? `${count(amount)} more` : `${count(-amount)} fewer`;
}

function Total({ label, amount }: { readonly label: string; readonly amount: number }) {
  return (
    <div>
      <Text component="dt" size="sm">
        {label}
      </Text>
      <Text component="dd" m={0} size="xl" fw={650} className="figures">
        {count(amount)}
      </Text>
    </div>
  );
}

function Part({
  title,
  empty,
  columns,
  rows,
  more = 0,
}: {
  readonly title: string;
  readonly empty: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly more?: number;
}): ReactNode {
  return (
    <Card withBorder>
      <Title order={2} size="h4" mb="xs">
        {title}
      </Title>
      {rows.length === 0 ? (
        <Text size="sm">{empty}</Text>
      ) : (
        <FigureTable className="as-cards" title={title} columns={columns} rows={rows} />
      )}
      {more > 0 ? <Text size="sm">{count(more)} more kinds of change are not shown.</Text> : null}
    </Card>
  );
}
