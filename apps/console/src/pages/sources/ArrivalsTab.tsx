import { Card, Group, Progress, Stack, Table, Text, Title } from "@mantine/core";
import { listArrivals, watchSource } from "@muster/api/resource/arrival.ts";
import type { Answered } from "@muster/api/route.ts";
import { useState } from "react";
import { useAsk } from "../../data/use-ask.ts";
import { useLive } from "../../data/use-live.ts";
import { Answer } from "../../parts/Answer.tsx";
import { MessageCard } from "../../parts/MessageCard.tsx";
import { OlderButtons } from "../../parts/OlderButtons.tsx";
import { type Standing, StateMark } from "../../parts/StateMark.tsx";
import { TableBox } from "../../parts/TableBox.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import { ago, count, instant } from "../../parts/words.ts";
import type { ShownSource } from "./source-words.ts";

type Arrival = Answered<typeof listArrivals>["items"][number];

/** What came when, with the proof that it is whole; what is coming now stands at the top. */
export function ArrivalsTab({ source }: { readonly source: ShownSource }) {
  const [after, page] = useState<string>();
  const params = { source: source.source };
  const live = useLive(watchSource, { params });
  const isLive = live?.arrival?.state === "fetching";
  const arrivals = useAsk(
    listArrivals,
    { params, query: { limit: 20, ...(after === undefined ? {} : { after }) } },
    // A small fetch is over before anybody has seen it coming.
    { keepsOld: true, everyMs: isLive ? 2_000 : 5_000 },
  );
  return (
    <Stack>
      {isLive && live?.arrival ? <Coming arrival={live.arrival} /> : null}
      <Answer of={arrivals}>
        {({ items, next, total }) =>
          total === 0 ? (
            <Text>
              Nothing was fetched yet. The first plan, or the first night, brings something to show here.
            </Text>
          ) : (
            <>
              {items.map((arrival) => (
                <ArrivalCard key={arrival.arrival} arrival={arrival} />
              ))}
              <OlderButtons after={after} next={next} go={page} />
            </>
          )
        }
      </Answer>
    </Stack>
  );
}

function Coming({ arrival }: { readonly arrival: Arrival }) {
  const { what, done, of } = arrival.progress;
  const share = done !== null && of !== null && of > 0 ? Math.round((100 * done) / of) : undefined;
  return (
    <Card withBorder component="section" aria-label="Coming now" aria-live="polite">
      <Stack gap="xs">
        <StateMark standing="busy" word={`Coming now: ${what === "" ? "connecting" : what}`} />
        {share === undefined ? null : <Progress value={share} aria-label={`${share} percent`} />}
        <Text size="sm" c="dimmed">
          {`Begun ${ago(arrival.startedAt)}; last sign of life ${ago(arrival.aliveAt)}. This page may be closed.`}
        </Text>
      </Stack>
    </Card>
  );
}

const standings: Readonly<Record<Arrival["state"], { readonly standing: Standing; readonly word: string }>> =
  {
    fetching: { standing: "busy", word: "Coming" },
    fetched: { standing: "good", word: "Came complete" },
    failed: { standing: "bad", word: "Brought nothing" },
    cancelled: { standing: "look", word: "Stopped" },
  };

const proofWords: Readonly<Record<string, string>> = {
  total: "the sender's own count agrees",
  checksum: "the sender's checksum agrees",
  end: "read to its marked end",
  quiet: "unchanged between two looks",
  size: "as many bytes as announced",
};

function ArrivalCard({ arrival }: { readonly arrival: Arrival }) {
  const { state, startedAt, askedBy, run, message, proofs, files } = arrival;
  return (
    <Card withBorder component="section" aria-label={`Arrival of ${instant(startedAt)}`}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h5">
            {instant(startedAt)}
          </Title>
          <StateMark {...standings[state]} />
        </Group>
        <Text size="sm">
          {`Asked for by ${askedBy}. `}
          {run === null ? null : (
            <TextLink to="/history/$run" params={{ run: String(run) }}>{`Run ${run}`}</TextLink>
          )}
        </Text>
        {message === null ? null : <MessageCard message={message} />}
        {proofs.length === 0 ? null : <Files proofs={proofs} files={files} />}
      </Stack>
    </Card>
  );
}

function Files({ proofs, files }: Pick<Arrival, "proofs" | "files">) {
  const hashes = new Map(files.map((file) => [file.name, file.hash]));
  return (
    <TableBox
      caption="What came, and why it is held to be whole"
      columns={["File or list", "Received", "Proof", "Fingerprint"]}
    >
      {proofs.map(({ of, by, received }) => (
        <Table.Tr key={`${of} ${by}`}>
          <Table.Td>{of}</Table.Td>
          <Table.Td>{count(received)}</Table.Td>
          <Table.Td>{proofWords[by] ?? by}</Table.Td>
          <Table.Td ff="monospace">{hashes.get(of)?.slice(0, 12) ?? "–"}</Table.Td>
        </Table.Tr>
      ))}
    </TableBox>
  );
}
