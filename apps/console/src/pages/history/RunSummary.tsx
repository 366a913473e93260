import { Accordion, Card, Stack, Text, Title } from "@mantine/core";
import { kindNouns } from "@muster/rules/report/wording/record-words.ts";
import { MessageCard } from "../../parts/MessageCard.tsx";
import { type Standing, StateMark } from "../../parts/StateMark.tsx";
import { count, counted } from "../../parts/words.ts";
import { CountsTable } from "./CountsTable.tsx";
import { RunTimings } from "./RunTimings.tsx";
import type { Run } from "./shown-run.ts";

type Slice = Run["slices"][number];

/** The run in numbers, what the limits held of it, and how long it took. */
export function RunSummary({ run }: { readonly run: Run }) {
  const held = run.slices.filter(({ verdict }) => verdict === "hold");
  return (
    <Stack gap="lg">
      {run.counts === null ? (
        <Text>{run.planHash === null ? "Nothing was planned." : "Nothing of it is at your schools."}</Text>
      ) : (
        <Card withBorder>
          <Title order={2} size="h4" mb="xs">
            The plan in numbers
          </Title>
          {run.kind === "apply" && run.undoes === null ? (
            <Text size="sm" mb="xs">
              The whole plan, of which this run did what was approved.
            </Text>
          ) : null}
          <CountsTable counts={run.counts} caption="Changes of the plan by kind of record" />
        </Card>
      )}
      {held.length === 0 ? null : (
        <Card withBorder>
          <Title order={2} size="h4">
            What the limits held
          </Title>
          <Text size="sm" mb="sm">
            {counted(held.length, "part")} of the plan
            {run.sliceTotal > held.length
              ? `; the other ${count(run.sliceTotal - held.length)} went through`
              : ""}
            .
          </Text>
          <Accordion variant="separated" order={3} multiple>
            {held.map((slice) => (
              <HeldSlice key={sliceKey(slice)} slice={slice} />
            ))}
          </Accordion>
        </Card>
      )}
      <RunTimings timings={run.timings} />
    </Stack>
  );
}

const sliceKey = ({ type, schoolId, kind, gates }: Slice): string =>
  `${type}/${schoolId}/${kind}/${gates.map(({ code }) => code).join(",")}`;

const standings: Readonly<Record<Slice["standing"], readonly [Standing, string]>> = {
  applied: ["good", "Applied"],
  waits: ["look", "Waits for a person"],
  left: ["open", "Not applied"],
};

/** One part that was held: how large it is, why, and what became of it. */
function HeldSlice({ slice }: { readonly slice: Slice }) {
  const { noun, kind, school, changes, base, standing, gates, approvedBy, approvedFor, appliedInRun } = slice;
  const [mark, word] = standings[standing];
  return (
    <Accordion.Item value={sliceKey(slice)}>
      <Accordion.Control>
        <Stack gap={2}>
          <Text fw={600} size="sm">
            {school === "" ? "The district" : school}: {noun}, {kindNouns[kind]} ({count(changes)} of{" "}
            {count(base)})
          </Text>
          <StateMark standing={mark} word={word} />
        </Stack>
      </Accordion.Control>
      <Accordion.Panel>
        <Stack gap="sm">
          {approvedBy === null ? null : (
            <Text size="sm">
              {approvedBy} approved it in run {appliedInRun}: {approvedFor}
            </Text>
          )}
          {gates.length === 0 ? <Text size="sm">It waits because the whole sync was held.</Text> : null}
          {gates.map((gate) => (
            <MessageCard key={gate.code} message={gate} tone="yellow" />
          ))}
        </Stack>
      </Accordion.Panel>
    </Accordion.Item>
  );
}
