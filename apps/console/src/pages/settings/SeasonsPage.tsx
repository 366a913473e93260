import {
  Alert,
  Badge,
  Button,
  Card,
  Group,
  SegmentedControl,
  Stack,
  Table,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { addSeason, listSeasons, removeSeason } from "@muster/api/resource/season.ts";
import type { Answered } from "@muster/api/route.ts";
import { useAsk, useDeed } from "../../data/use-ask.ts";
import { useMay } from "../../data/use-session.ts";
import { Answer } from "../../parts/Answer.tsx";
import { MessageCard } from "../../parts/MessageCard.tsx";
import { told } from "../../parts/told.ts";
import { dayName } from "../../parts/words.ts";
import { SettingsFrame } from "./SettingsFrame.tsx";
import { TableCard } from "./TableCard.tsx";

type Seasons = Answered<typeof listSeasons>;

const modeWords = {
  frozen: { label: "Frozen", says: "nothing is synced" },
  "additions-only": {
    label: "Additions only",
    says: "who is new comes in, and every removal waits for a person",
  },
} as const;

/** Times of the year in which the roster is handled otherwise. */
export function SeasonsPage() {
  const seasons = useAsk(listSeasons);
  const maySet = useMay("set");
  return (
    <SettingsFrame
      title="Seasons"
      says="Days on which the roster is handled otherwise: the summer, the weeks in which a new year is rolled over."
    >
      <Answer of={seasons}>
        {(data) => (
          <Stack gap="lg">
            <Today seasons={data} />
            {data.items.length === 0 ? (
              <Text>
                There is no season: the roster is synced all year. Districts often freeze it in the weeks in
                which their system is rolled over to the new year.
              </Text>
            ) : (
              <SeasonTable seasons={data} maySet={maySet} />
            )}
            {maySet ? <NewSeason /> : null}
          </Stack>
        )}
      </Answer>
    </SettingsFrame>
  );
}

function Today({ seasons: { items, inForce, today, zone } }: { readonly seasons: Seasons }) {
  const now = items.find(({ season }) => season === inForce);
  if (now === undefined)
    return (
      <Text size="sm" c="dimmed">
        Today is {dayName(today)} ({zone}). No season is in force.
      </Text>
    );
  return (
    <Alert
      color={now.mode === "frozen" ? "blue" : "yellow"}
      title={`${modeWords[now.mode].label} until ${dayName(now.endsOn)}`}
      role="status"
    >
      Today, {dayName(today)}, {modeWords[now.mode].says}. {now.note}
    </Alert>
  );
}

const standingWords = { now: "in force", ahead: "ahead", over: "over" } as const;

function SeasonTable({
  seasons: { items },
  maySet,
}: {
  readonly seasons: Seasons;
  readonly maySet: boolean;
}) {
  const remove = useDeed(removeSeason);
  return (
    <>
      {remove.error === null ? null : <MessageCard message={remove.error.problem} />}
      <TableCard
        name="Seasons in the order of the calendar"
        columns={["From", "To", "What is done", "Note", "Set by", ...(maySet ? ["Remove"] : [])]}
      >
        {items.map((one) => (
          <Table.Tr key={one.season}>
            <Table.Td data-label="From">{dayName(one.startsOn)}</Table.Td>
            <Table.Td data-label="To">{dayName(one.endsOn)}</Table.Td>
            <Table.Td>
              {modeWords[one.mode].label} <Badge variant="default">{standingWords[one.standing]}</Badge>
            </Table.Td>
            <Table.Td>{one.note}</Table.Td>
            <Table.Td data-label="Set by">{one.setBy}</Table.Td>
            {maySet ? (
              <Table.Td>
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`Remove the season from ${dayName(one.startsOn)}`}
                  onClick={() =>
                    remove.mutate(
                      { params: { season: one.season } },
                      { onSuccess: () => told("The season is removed.") },
                    )
                  }
                >
                  Remove
                </Button>
              </Table.Td>
            ) : null}
          </Table.Tr>
        ))}
      </TableCard>
    </>
  );
}

function NewSeason() {
  const add = useDeed(addSeason);
  const form = useForm({
    initialValues: { mode: "frozen" as "frozen" | "additions-only", startsOn: "", endsOn: "", note: "" },
  });
  return (
    <Card withBorder>
      <form
        onSubmit={form.onSubmit((body) =>
          add.mutate(
            { body },
            {
              onSuccess: () => {
                form.reset();
                told("The season is added.");
              },
            },
          ),
        )}
      >
        <Stack>
          <Title order={2} size="h4">
            Add a season
          </Title>
          {add.error === null ? null : <MessageCard message={add.error.problem} />}
          <SegmentedControl
            {...form.getInputProps("mode")}
            aria-label="What is done in it"
            w="fit-content"
            data={Object.entries(modeWords).map(([value, { label }]) => ({ value, label }))}
          />
          <Text size="sm" c="dimmed">
            {modeWords[form.values.mode].label}: {modeWords[form.values.mode].says}.
          </Text>
          <Group align="end">
            <TextInput {...form.getInputProps("startsOn")} label="First day" type="date" required />
            <TextInput {...form.getInputProps("endsOn")} label="Last day" type="date" required />
            <TextInput
              {...form.getInputProps("note")}
              label="What it is"
              maxLength={200}
              style={{ flex: "1 1 14rem" }}
            />
          </Group>
          <Button type="submit" w="fit-content" loading={add.isPending}>
            Add the season
          </Button>
        </Stack>
      </form>
    </Card>
  );
}
