import { Button, Card, Code, Group, List, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import {
  addDropKey,
  openDrop,
  removeDropKey,
  renewDropPassword,
  showDrop,
} from "@muster/api/resource/drop.ts";
import type { Answered } from "@muster/api/route.ts";
import { useState } from "react";
import { useAsk, useDeed } from "../../data/use-ask.ts";
import { useMay } from "../../data/use-session.ts";
import { Answer } from "../../parts/Answer.tsx";
import { CopyLine } from "../../parts/CopyLine.tsx";
import { DeedTrouble } from "../../parts/DeedTrouble.tsx";
import { LiveDrop } from "./LiveDrop.tsx";

type Drop = Answered<typeof showDrop>;

/** How a district uploads here: what to type into its system, and whether it has been seen. */
export function DropCard({ source }: { readonly source: number }) {
  const maySet = useMay("set");
  const drop = useAsk(showDrop, { params: { source } }, { isOff: !maySet });
  if (!maySet) return null;
  return (
    <Card withBorder component="section" aria-labelledby="drop-account">
      <Stack>
        <Title order={2} size="h4" id="drop-account">
          What to type into your system
        </Title>
        <Answer of={drop}>
          {(shown) => (
            <>
              <Recipe drop={shown} />
              <Account source={source} drop={shown} />
              {shown.account === null ? null : <LiveDrop source={source} />}
            </>
          )}
        </Answer>
      </Stack>
    </Card>
  );
}

function Recipe({ drop }: { readonly drop: Drop }) {
  const { host, port, fingerprint, nextFingerprint, account } = drop;
  return (
    <Stack gap="sm">
      <CopyLine label="Host" value={host} />
      {port === null ? (
        <Text size="sm">
          This Muster takes no uploads just now: whoever runs it starts it with a port for them.
        </Text>
      ) : (
        <CopyLine label="Port" value={String(port)} />
      )}
      {account === null ? null : <CopyLine label="Login" value={account.login} />}
      <CopyLine label="Key of this server" value={fingerprint} />
      <CopyLine label="The key that takes its place some day" value={nextFingerprint} />
      <details>
        <summary>Where this goes in your system</summary>
        <List size="sm" mt="xs" spacing={4}>
          <List.Item>
            PowerSchool, Infinite Campus, Skyward, Synergy: in the page for scheduled exports or OneRoster,
            choose SFTP and type host, port, login and password. The folder stays empty.
          </List.Item>
          <List.Item>
            WinSCP: new site, protocol SFTP. At the first connection compare the key it shows with the one
            above.
          </List.Item>
          <List.Item>
            Command line:{" "}
            <Code
              style={{ overflowWrap: "anywhere" }}
            >{`sftp -P ${port ?? 22} ${account?.login ?? "login"}@${host}`}</Code>
          </List.Item>
          <List.Item>
            Files: users.csv, classes.csv, enrollments.csv, and orgs.csv where you have it; or one ZIP with
            them.
          </List.Item>
        </List>
      </details>
    </Stack>
  );
}

function Account({ source, drop: { account } }: { readonly source: number; readonly drop: Drop }) {
  const params = { source };
  const open = useDeed(openDrop);
  const renew = useDeed(renewDropPassword);
  const make = () => open.mutate({ params });
  const again = () => renew.mutate({ params });
  const password = renew.data?.password ?? open.data?.password ?? undefined;
  return (
    <Stack gap="sm">
      {password === undefined || password === null ? null : (
        <Card withBorder component="section" aria-label="The password, shown once">
          <CopyLine label="Password, shown this once and kept nowhere" value={password} />
        </Card>
      )}
      <Group>
        {account === null ? (
          <Button onClick={make} loading={open.isPending}>
            Make the login and its password
          </Button>
        ) : (
          <Button variant="default" onClick={again} loading={renew.isPending}>
            Make a new password; the old one ends at once
          </Button>
        )}
      </Group>
      <DeedTrouble error={open.error ?? renew.error} />
      {account === null ? null : <DropKeys source={source} keys={account.keys} />}
    </Stack>
  );
}

function DropKeys({
  source,
  keys,
}: {
  readonly source: number;
  readonly keys: NonNullable<Drop["account"]>["keys"];
}) {
  const [publicKey, setKey] = useState("");
  const [label, setLabel] = useState("");
  const add = useDeed(addDropKey);
  const remove = useDeed(removeDropKey);
  const save = () =>
    add.mutate({ params: { source }, body: { publicKey, label } }, { onSuccess: () => setKey("") });
  return (
    <details>
      <summary>{`Sign in by key (${keys.length})`}</summary>
      <Stack gap="sm" mt="sm">
        {keys.map((key) => (
          <Group key={key.fingerprint} justify="space-between">
            <Text size="sm" style={{ overflowWrap: "anywhere", flex: "1 1 14rem" }}>
              {key.label === "" ? "A key" : key.label} · {key.fingerprint}
            </Text>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`Take away ${key.label} ${key.fingerprint}`}
              onClick={() => remove.mutate({ params: { source }, body: { fingerprint: key.fingerprint } })}
            >
              Take away
            </Button>
          </Group>
        ))}
        <TextInput
          label="Whose key"
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <Textarea
          label="Public key, as in id_ed25519.pub"
          value={publicKey}
          onChange={(event) => setKey(event.currentTarget.value)}
          autosize
          minRows={2}
        />
        <Group>
          <Button variant="default" onClick={save} loading={add.isPending} disabled={publicKey.trim() === ""}>
            Let this key sign in
          </Button>
        </Group>
        <DeedTrouble error={add.error ?? remove.error} />
      </Stack>
    </details>
  );
}
