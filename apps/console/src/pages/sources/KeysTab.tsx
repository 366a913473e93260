import { Button, Card, Group, List, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { makeSourceKey, rotateSource } from "@muster/api/resource/source.ts";
import { useState } from "react";
import { useDeed } from "../../data/use-ask.ts";
import { useMay } from "../../data/use-session.ts";
import { CopyLine } from "../../parts/CopyLine.tsx";
import { DeedTrouble } from "../../parts/DeedTrouble.tsx";
import { told } from "../../parts/told.ts";
import type { ShownSource } from "./source-words.ts";

/** The secrets of a source: which are kept, and how they are replaced without an interruption. */
export function KeysTab({ source }: { readonly source: ShownSource }) {
  const maySet = useMay("set");
  const [hasAnother, setAnother] = useState(false);
  const fields = source.fields.filter(({ type }) => type === "secret");
  if (fields.length === 0)
    return <Text>This source keeps no secret of another server. The login for uploads is under Set-up.</Text>;
  return (
    <Stack gap="lg" maw={820}>
      <section aria-labelledby="kept-secrets">
        <Title order={2} size="h4" id="kept-secrets" mb="xs">
          What is kept
        </Title>
        <List>
          {fields.map(({ key, label }) => (
            <List.Item key={key}>
              {`${label}: ${source.secrets.includes(key) ? "kept, sealed and never shown" : "none"}`}
            </List.Item>
          ))}
        </List>
      </section>
      {maySet ? <Rotate source={source} onAnother={() => setAnother(true)} /> : null}
      {maySet && source.kind === "sftp" && !hasAnother ? <MakeKey source={source} /> : null}
    </Stack>
  );
}

/** The new one is tested first; until it opens the source, the old one stays in use. */
function Rotate({
  source,
  onAnother,
}: {
  readonly source: ShownSource;
  /** A pair that was shown before is worth nothing any more. */
  readonly onAnother: () => void;
}) {
  const rotate = useDeed(rotateSource);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const kept = source.fields.filter(
    ({ key, type }) => type === "secret" && source.secrets.includes(key) && key !== "passphrase",
  );
  const hasKey = source.secrets.includes("private-key") || source.hasNextSecrets;
  if (kept.length === 0) return null;
  const values = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ""));
  const isTyped = Object.keys(values).length > 0;
  const go = (isAnew: boolean) => () =>
    rotate.mutate(
      { params: { source: source.source }, body: { values, isAnew } },
      {
        onSuccess: ({ state }) => {
          setTyped({});
          if (state === "replaced") told("The new secret opens the source and has replaced the old one.");
          else onAnother();
        },
      },
    );
  return (
    <Card withBorder component="section" aria-labelledby="rotate">
      <Stack>
        <Title order={2} size="h4" id="rotate">
          Replace it
        </Title>
        <Text size="sm">
          The new one is tested first. Until it opens the source, the old one stays in use; nothing is
          interrupted.
        </Text>
        {source.hasNextSecrets ? (
          <Text size="sm">A new key pair waits to be put in place over there.</Text>
        ) : null}
        {kept
          .filter(({ key }) => key !== "private-key")
          .map(({ key, label }) => (
            <PasswordInput
              key={key}
              label={`New: ${label}`}
              value={typed[key] ?? ""}
              autoComplete="new-password"
              onChange={(event) => {
                const { value } = event.currentTarget;
                setTyped((before) => ({ ...before, [key]: value }));
              }}
            />
          ))}
        {rotate.data?.state === "waiting" ? <PublicKey made={rotate.data} /> : null}
        <DeedTrouble error={rotate.error} />
        <Group>
          <Button onClick={go(false)} loading={rotate.isPending} disabled={!hasKey && !isTyped}>
            {!hasKey || isTyped
              ? "Test and replace"
              : source.hasNextSecrets
                ? "Test the new key and take it"
                : "Make a new key pair"}
          </Button>
          {source.hasNextSecrets && !isTyped ? (
            <Button variant="default" onClick={go(true)} loading={rotate.isPending}>
              Make another pair
            </Button>
          ) : null}
        </Group>
      </Stack>
    </Card>
  );
}

function MakeKey({ source }: { readonly source: ShownSource }) {
  const make = useDeed(makeSourceKey);
  const go = () => make.mutate({ params: { source: source.source } });
  const hasPair = source.secrets.includes("private-key") || source.hasNextSecrets;
  if (hasPair && make.data === undefined) return null;
  return (
    <Card withBorder component="section" aria-labelledby="make-key">
      <Stack>
        <Title order={2} size="h4" id="make-key">
          Sign in by a key instead
        </Title>
        <Text size="sm">
          {make.data?.isWaiting === true
            ? "The password stays in use. Give the public half to whoever runs the site; when it is in place, test the new key and take it."
            : "Muster makes a pair and keeps the private half sealed. The public half goes to whoever runs the site; then test the connection."}
        </Text>
        {make.data === undefined ? null : <PublicKey made={make.data} />}
        <DeedTrouble error={make.error} />
        {hasPair ? null : (
          <Group>
            <Button variant="default" onClick={go} loading={make.isPending}>
              Make a key pair
            </Button>
          </Group>
        )}
      </Stack>
    </Card>
  );
}

function PublicKey({
  made,
}: {
  readonly made: { readonly publicKey: string; readonly fingerprint: string };
}) {
  return (
    <Stack gap="xs">
      <CopyLine label="Public key, a line for authorized_keys" value={made.publicKey} />
      <CopyLine label="Its fingerprint" value={made.fingerprint} />
    </Stack>
  );
}
