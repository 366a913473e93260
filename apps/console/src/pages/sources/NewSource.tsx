import { Button, Card, Group, Radio, Stack, Stepper, Switch, TextInput, Title } from "@mantine/core";
import { addSource, listSources, trySource } from "@muster/api/resource/source.ts";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { AskError } from "../../data/ask.ts";
import { useAsk, useDeed } from "../../data/use-ask.ts";
import { DeedTrouble } from "../../parts/DeedTrouble.tsx";
import { MessageCard } from "../../parts/MessageCard.tsx";
import { HostKeyCard } from "./HostKeyCard.tsx";
import { InView } from "./InView.tsx";
import { SightingCard } from "./SightingCard.tsx";
import { type SourceField, SourceForm, type Typed } from "./SourceForm.tsx";
import { SourceName } from "./SourceName.tsx";

interface Kind {
  readonly kind: string;
  readonly label: string;
  readonly fields: readonly SourceField[];
}

/** What Muster finds by itself, or nobody can type before it is saved. */
const hasNothingToTry = new Set(["drop"]);

/** Told, tried and saved, in that order: what we saw is shown before anything is kept. */
export function NewSource({ kind }: { readonly kind: Kind }) {
  const [typed, setTyped] = useState<Typed>({});
  const [name, setName] = useState(kind.label);
  const [startsAt, setStartsAt] = useState<string | null>("02:30");
  const attempt = useDeed(trySource);
  const save = useSave(kind, { name, typed, startsAt });
  const look = (values: Typed) => attempt.mutate({ body: { kind: kind.kind, values } });
  const skipsTry = hasNothingToTry.has(kind.kind);
  const type = (key: string, value: string) => {
    setTyped((before) => ({ ...before, [key]: value }));
    attempt.reset();
  };
  const trust = (fingerprint: string) => {
    const values = { ...typed, "host-key": fingerprint };
    setTyped(values);
    look(values);
  };
  const step = attempt.data === undefined ? 0 : 2;
  return (
    <Stack gap="lg" maw={820}>
      {skipsTry ? null : (
        <Stepper active={step} size="sm" aria-label="How far it is">
          <Stepper.Step label="Tell" description="what it must know" />
          <Stepper.Step label="Try" description="what we see there" />
          <Stepper.Step label="Save" description="as a draft" />
        </Stepper>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (skipsTry) save.now();
          else look(typed);
        }}
      >
        <Stack>
          <SourceName name={name} onType={setName} />
          <SourceForm fields={kind.fields} typed={typed} onType={type} wrong={wrongField(attempt.error)} />
          <Group>
            <Button type="submit" loading={skipsTry ? save.isPending : attempt.isPending}>
              {skipsTry ? "Save it" : "Try it: nothing is saved yet"}
            </Button>
          </Group>
        </Stack>
      </form>
      <TryTrouble error={attempt.error} onTrust={trust} />
      {attempt.data === undefined ? null : (
        <>
          <InView>
            <SightingCard sighting={attempt.data} title="What we saw" />
          </InView>
          <SaveCard save={save} startsAt={startsAt} onStart={setStartsAt} />
        </>
      )}
      <SaveTrouble save={save} />
    </Stack>
  );
}

/** Saved as a draft: when it is to run is told now, and counts once it is enabled. */
function SaveCard({
  save,
  startsAt,
  onStart,
}: {
  readonly save: ReturnType<typeof useSave>;
  readonly startsAt: string | null;
  readonly onStart: (startsAt: string | null) => void;
}) {
  return (
    <Card withBorder component="section" aria-label="Save it">
      <Stack>
        <Title order={2} size="h4">
          Save it as a draft
        </Title>
        <Switch
          label="Once it is enabled, run every day"
          checked={startsAt !== null}
          onChange={(event) => onStart(event.currentTarget.checked ? "02:30" : null)}
        />
        {startsAt === null ? null : (
          <TextInput
            label="At"
            type="time"
            value={startsAt}
            onChange={(event) => onStart(event.currentTarget.value)}
            w="10rem"
          />
        )}
        <Group>
          <Button onClick={save.now} loading={save.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}

/** How it stands to the sources there are: it takes over from one, has IDs of its own, or joins one with families. */
type Place = { readonly follows: number | "separate" } | { readonly joins: number };

/** Saves it; where the district has records of another source it is asked whether the IDs are the same. */
function useSave(
  { kind }: Kind,
  given: { readonly name: string; readonly typed: Typed; readonly startsAt: string | null },
) {
  const add = useDeed(addSource);
  const navigate = useNavigate();
  const [place, setPlace] = useState<Place>();
  const { name, typed, startsAt } = given;
  const now = () =>
    add.mutate(
      { body: { kind, name, values: typed, startsAt, ...place } },
      {
        onSuccess: ({ source }) =>
          void navigate({ to: "/sources/$source", params: { source: String(source) } }),
      },
    );
  return { now, place, setPlace, isPending: add.isPending, error: add.error };
}

function SaveTrouble({ save }: { readonly save: ReturnType<typeof useSave> }) {
  const sources = useAsk(listSources);
  if (save.error?.problem.code !== "source.follows.needed") return <DeedTrouble error={save.error} />;
  const others = sources.data?.items.filter(({ joins }) => joins === null) ?? [];
  return (
    <Card withBorder component="section" aria-label="Are the IDs the same?">
      <Stack>
        <Radio.Group
          label="Your district has people of another source already. Does the new one call them by the same IDs?"
          description="With the same IDs everybody stays who they are. With others, nobody is matched by itself: the check counts who would come twice."
          value={save.place === undefined ? "" : JSON.stringify(save.place)}
          onChange={(chosen) => save.setPlace(JSON.parse(chosen) as Place)}
        >
          <Stack gap="xs" mt="sm">
            {others.map(({ source, name }) => (
              <Radio
                key={source}
                value={JSON.stringify({ follows: source })}
                label={`The same IDs as ${name}: it takes over from it`}
              />
            ))}
            <Radio value={JSON.stringify({ follows: "separate" })} label="Other IDs" />
            {others.map(({ source, name }) => (
              <Radio
                key={source}
                value={JSON.stringify({ joins: source })}
                label={`It brings families alone, and joins each fetch of ${name}`}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Group>
          <Button onClick={save.now} loading={save.isPending} disabled={save.place === undefined}>
            Save
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}

/** Where the trouble is one of the fields, it is said beside the field as well. */
export function wrongField(
  error: AskError | null,
): { readonly key: string; readonly says: string } | undefined {
  if (error?.problem.code.startsWith("source.field.") !== true) return undefined;
  return { key: String(error.problem.facts.field ?? ""), says: error.problem.what };
}

/** A key that nobody has compared is no failure: it is the next step. */
export function TryTrouble({
  error,
  onTrust,
}: {
  readonly error: AskError | null;
  readonly onTrust: (fingerprint: string) => void;
}) {
  if (error === null) return null;
  const { code, facts } = error.problem;
  return (
    <InView key={code}>
      {code === "source.hostkey.unknown" ? (
        <HostKeyCard facts={facts} onTrust={onTrust} />
      ) : (
        <MessageCard message={error.problem} />
      )}
    </InView>
  );
}
