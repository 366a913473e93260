import { Button, Drawer, Group, Stack, Table, Text, Title } from "@mantine/core";
import { showPlanChange } from "@muster/api/resource/change.ts";
import { useState } from "react";
import { useAsk } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { TableHeads } from "../../parts/TableHeads.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import { counted } from "../../parts/words.ts";
import type { ShownChange } from "./plan-values.ts";
import { usePlanSearch } from "./use-plan-search.ts";

/** One change: every value as it was and as it would be, and why it is planned. Esc closes it. */
export function ChangeDrawer({ plan }: { readonly plan: string }) {
  const [{ change }, set] = usePlanSearch();
  const shown = useAsk(
    showPlanChange,
    { params: { plan, change: change ?? 0 } },
    { isOff: change === undefined },
  );
  return (
    <Drawer
      opened={change !== undefined}
      onClose={() => set({ change: undefined })}
      position="right"
      size="lg"
      title={shown.data?.subject ?? "A change"}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {change === undefined ? null : <Answer of={shown}>{drawShown}</Answer>}
    </Drawer>
  );
}

const drawShown = (change: ShownChange) => <Shown change={change} />;

function Shown({ change }: { readonly change: ShownChange }) {
  return (
    <Stack gap="lg">
      <Text fw={600}>{change.says}</Text>
      <section aria-labelledby="change-why">
        <Title order={3} size="h5" mb="xs" id="change-why">
          Why
        </Title>
        <ol className="plan-why">
          {change.why.slice(1).map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </section>
      <Diff change={change} />
      <Links change={change} />
    </Stack>
  );
}

function Diff({ change }: { readonly change: ShownChange }) {
  const [showsAll, setShowsAll] = useState(false);
  const changed = change.diff.filter(({ isChanged }) => isChanged);
  const same = change.diff.length - changed.length;
  return (
    <section aria-labelledby="change-values">
      <Title order={3} size="h5" mb="xs" id="change-values">
        Values
      </Title>
      <Table className="plan-diff">
        <Table.Caption className="heard">Every value as it was and as it will be</Table.Caption>
        <TableHeads of={["Value", "Was", "Now"]} />
        <Table.Tbody>
          {(showsAll ? change.diff : changed).map(({ label, was, now, isChanged }) => (
            <Table.Tr key={label}>
              <Table.Th scope="row" fw={400}>
                {label}
              </Table.Th>
              <Table.Td>
                <Was value={was} isChanged={isChanged} />
              </Table.Td>
              <Table.Td>
                <Now value={now} isChanged={isChanged} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {same === 0 ? null : (
        <Button
          variant="subtle"
          size="compact-sm"
          mt="xs"
          aria-expanded={showsAll}
          onClick={() => setShowsAll(!showsAll)}
        >
          {showsAll
            ? "Show what changes alone"
            : `Show ${counted(same, "value that stays", "values that stay")}`}
        </Button>
      )}
    </section>
  );
}

/** Told by its word too, for whoever does not see that it is struck out. */
function Was({ value, isChanged }: { readonly value: string; readonly isChanged: boolean }) {
  if (!isChanged || value === "") return <>{value === "" ? "nothing" : value}</>;
  return (
    <del>
      <span className="heard">was </span>
      {value}
    </del>
  );
}

function Now({ value, isChanged }: { readonly value: string; readonly isChanged: boolean }) {
  if (!isChanged || value === "") return <>{value === "" ? "nothing" : value}</>;
  return (
    <ins>
      <span className="heard">now </span>
      {value}
    </ins>
  );
}

function Links({ change }: { readonly change: ShownChange }) {
  const isPerson = change.type === "student" || change.type === "staff" || change.type === "guardian";
  const person = isPerson ? change.recordId : change.otherId;
  return (
    <Stack gap={4}>
      {change.sourcedIds.length === 0 ? null : (
        <Text size="sm">
          What the source calls it: <code>{change.sourcedIds.join(", ")}</code>
        </Text>
      )}
      <Group gap="md">
        {person === 0 || change.action === "create" ? null : (
          <TextLink size="sm" to="/people/$person" params={{ person: String(person) }}>
            Everything about {change.subject}
          </TextLink>
        )}
        {change.type === "classroom" && change.action !== "create" ? (
          <TextLink size="sm" to="/people/class/$classroom" params={{ classroom: String(change.recordId) }}>
            Everything about this class
          </TextLink>
        ) : null}
      </Group>
    </Stack>
  );
}
