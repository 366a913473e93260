import { Alert, Button, Code, Stack, Table, Text } from "@mantine/core";
import { addressOf } from "@muster/api/address-of.ts";
import { exportAudit, listAudit, verifyAudit } from "@muster/api/resource/audit.ts";
import type { Answered } from "@muster/api/route.ts";
import { useState } from "react";
import { useAsk } from "../../data/use-ask.ts";
import { useMay } from "../../data/use-session.ts";
import { Answer } from "../../parts/Answer.tsx";
import { OlderButtons } from "../../parts/OlderButtons.tsx";
import { count, counted, instant } from "../../parts/words.ts";
import { SettingsFrame } from "./SettingsFrame.tsx";
import { TableCard } from "./TableCard.tsx";

type Log = Answered<typeof listAudit>;

/** What was done, by whom, and who was refused; with the proof that nobody has rewritten it. */
export function AuditPage() {
  const [after, setAfter] = useState<number>();
  const log = useAsk(
    listAudit,
    { query: { limit: 50, ...(after === undefined ? {} : { after }) } },
    { keepsOld: true },
  );
  const mayGovern = useMay("govern");
  const [isProving, setProving] = useState(false);
  return (
    <SettingsFrame
      title="Audit log"
      says="Every deed, every sign-in and every refusal, in the order in which they were written. Nobody can change an entry, owners neither."
      deeds={
        mayGovern ? (
          <>
            <Button variant="default" onClick={() => setProving(true)}>
              Prove that it is whole
            </Button>
            <Button component="a" href={addressOf(exportAudit)} variant="default">
              Save as CSV
            </Button>
          </>
        ) : null
      }
    >
      <Stack>
        {isProving ? <Proof /> : null}
        <Answer of={log} lines={10}>
          {(data) => (
            <>
              <Text size="sm">{counted(data.total, "entry", "entries")} in all.</Text>
              <LogTable log={data} />
              <OlderButtons
                after={after}
                next={data.next === null ? null : Number(data.next)}
                go={setAfter}
              />
            </>
          )}
        </Answer>
      </Stack>
    </SettingsFrame>
  );
}

function Proof() {
  const proof = useAsk(verifyAudit);
  return (
    <Answer of={proof} lines={1}>
      {({ entries, brokenAt, last }) =>
        brokenAt === null ? (
          <Alert color="green" title={`The log is whole: ${count(entries)} entries`} role="status">
            <Text size="sm">
              Each entry seals the one before. Whoever keeps this last seal elsewhere can prove later that
              nothing before it was changed:
            </Text>
            <Code style={{ wordBreak: "break-all" }}>{last}</Code>
          </Alert>
        ) : (
          <Alert color="red" title={`Entry ${count(brokenAt)} is not what was written`} role="alert">
            {count(entries)} entries before it hold. Somebody with the database in their hands has changed the
            log: ask whoever runs Muster.
          </Alert>
        )
      }
    </Answer>
  );
}

/** How a deed ended stands beside what it was. */
const saidAbove: ReadonlySet<string> = new Set(["entry", "came", "code", "why"]);

function LogTable({ log: { items } }: { readonly log: Log }) {
  return (
    <TableCard name="What was done, newest first" columns={["When", "Who", "What", "On what"]}>
      {items.map((entry) => (
        <Table.Tr key={entry.ordinal}>
          <Table.Td style={{ whiteSpace: "nowrap" }}>
            {instant(entry.at)}
            <Text size="xs" c="dimmed">
              entry {entry.ordinal}
            </Text>
          </Table.Td>
          <Table.Td>{entry.who === "" ? "Somebody" : entry.who}</Table.Td>
          <Table.Td>
            {entry.says}
            {entry.came === null ? null : (
              <Text size="sm" fw={600}>
                {entry.came.says}
              </Text>
            )}
            <Text size="xs" c="dimmed">
              {entry.act}
            </Text>
          </Table.Td>
          <Table.Td>
            {Object.entries(entry.facts)
              .filter(([name]) => entry.facts.came === undefined || !saidAbove.has(name))
              .map(([name, value]) => `${name} ${value}`)
              .join(", ")}
          </Table.Td>
        </Table.Tr>
      ))}
    </TableCard>
  );
}
