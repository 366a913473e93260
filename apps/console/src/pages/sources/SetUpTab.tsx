import { Alert, Button, Group, Stack, Switch, Text, TextInput } from "@mantine/core";
import { changeSource, lookSource } from "@muster/api/resource/source.ts";
import { useState } from "react";
import { useDeed } from "../../data/use-ask.ts";
import { useMay } from "../../data/use-session.ts";
import { DeedTrouble } from "../../parts/DeedTrouble.tsx";
import { told } from "../../parts/told.ts";
import { instant } from "../../parts/words.ts";
import { DropCard } from "./DropCard.tsx";
import { TryTrouble, wrongField } from "./NewSource.tsx";
import { SightingCard } from "./SightingCard.tsx";
import { SourceForm, type Typed } from "./SourceForm.tsx";
import { SourceName } from "./SourceName.tsx";
import type { ShownSource } from "./source-words.ts";
import { useWriteHostKey } from "./use-write-host-key.ts";

/** What a source knows and when it runs; secrets are typed anew and never shown. */
export function SetUpTab({ source }: { readonly source: ShownSource }) {
  const maySet = useMay("set");
  return (
    <Stack gap="xl" maw={820}>
      {source.kind === "drop" ? <DropCard source={source.source} /> : null}
      {maySet ? <ChangeForm source={source} /> : <KnownList source={source} />}
      <LookAgain source={source} maySet={maySet} />
    </Stack>
  );
}

function ChangeForm({ source }: { readonly source: ShownSource }) {
  const { fields, known, secrets } = source;
  const [typed, setTyped] = useState<Typed>({});
  const [name, setName] = useState(source.name);
  const [startsAt, setStartsAt] = useState(source.startsAt ?? "");
  const change = useDeed(changeSource);
  const isOfMachine = source.kind === "folder";
  const values = Object.fromEntries(
    Object.entries(typed).filter(([key, value]) => (known[key] ?? "") !== value),
  );
  const hasValues = Object.keys(values).length > 0;
  const body = {
    ...(name === source.name ? {} : { name }),
    ...(startsAt === (source.startsAt ?? "") ? {} : { startsAt: startsAt === "" ? null : startsAt }),
    ...(hasValues ? { values } : {}),
  };
  const save = () =>
    change.mutate({ params: { source: source.source }, body }, { onSuccess: () => told("Saved.") });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack>
        <SourceName name={name} onType={setName} />
        {source.joins === null ? (
          <Group align="end">
            <Switch
              label="Run every day"
              checked={startsAt !== ""}
              onChange={(event) => setStartsAt(event.currentTarget.checked ? "02:30" : "")}
            />
            {startsAt === "" ? null : (
              <TextInput
                label="At"
                type="time"
                value={startsAt}
                onChange={(event) => setStartsAt(event.currentTarget.value)}
              />
            )}
          </Group>
        ) : null}
        {isOfMachine ? (
          <Text size="sm">A folder of the machine itself is changed on its command line alone.</Text>
        ) : (
          <SourceForm
            fields={fields}
            typed={{ ...known, ...typed }}
            onType={(key, value) => setTyped((before) => ({ ...before, [key]: value }))}
            wrong={wrongField(change.error)}
            kept={secrets}
          />
        )}
        {hasValues ? (
          <Alert color="yellow" title="It becomes a draft again" variant="light">
            With other values it may lead somewhere else: it is tested once more before it runs.
          </Alert>
        ) : null}
        <DeedTrouble error={change.error} />
        <Group>
          <Button type="submit" loading={change.isPending} disabled={Object.keys(body).length === 0}>
            Save changes
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function KnownList({ source: { fields, known } }: { readonly source: ShownSource }) {
  return (
    <Stack gap="xs">
      {fields
        .filter(({ key }) => (known[key] ?? "") !== "")
        .map(({ key, label }) => (
          <Text key={key} size="sm">
            <b>{label}: </b>
            {known[key]}
          </Text>
        ))}
    </Stack>
  );
}

function LookAgain({ source, maySet }: { readonly source: ShownSource; readonly maySet: boolean }) {
  const look = useDeed(lookSource);
  const test = () => look.mutate({ params: { source: source.source } });
  const trust = useWriteHostKey(source.source, test);
  const sighting = look.data ?? source.sighting;
  return (
    <Stack>
      {sighting === null ? null : <SightingCard sighting={sighting} title="What was seen there" />}
      <Group>
        {maySet ? (
          <Button variant="default" onClick={test} loading={look.isPending}>
            Test the connection now
          </Button>
        ) : null}
        <Text size="sm" c="dimmed">
          {source.lookedAt === null
            ? "Nobody has looked yet."
            : `Last looked at ${instant(source.lookedAt)}.`}
        </Text>
      </Group>
      <TryTrouble error={look.error ?? trust.error} onTrust={trust.write} />
    </Stack>
  );
}
