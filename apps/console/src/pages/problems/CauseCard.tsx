import { Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { ownerWords } from "@muster/rules/report/wording/owner-words.ts";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { SeverityMark } from "../../parts/SeverityMark.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import { counted, day, dayName } from "../../parts/words.ts";
import { CauseRows } from "./CauseRows.tsx";
import { MuteButton } from "./MuteButton.tsx";
import { type Cause, causeKey, type ProblemsSearch, partName } from "./problem-cause.ts";
import { VendorText } from "./VendorText.tsx";

/** One thing to mend. Closed it is a line of a worklist; open it says everything there is to say and to do. */
export function CauseCard({ cause, order }: { readonly cause: Cause; readonly order: 2 | 3 }) {
  const search: ProblemsSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const isOpen = search.open === causeKey(cause);
  const turn = (): void => {
    const { open: _, rows: __, ...rest } = search;
    const next = isOpen ? rest : { ...rest, open: causeKey(cause) };
    void navigate({ to: "/problems", search: next, resetScroll: false });
  };
  const { message, severity, mute } = cause;
  return (
    <Card withBorder component="article" aria-label={message.what}>
      <Stack gap="sm">
        <Group justify="space-between" align="start" gap="sm">
          <Stack gap={6} style={{ flex: "1 1 18rem", minWidth: 0 }}>
            <SeverityMark severity={severity} />
            <Title order={order} size="h4" style={{ overflowWrap: "anywhere" }}>
              {message.what}
            </Title>
            <Text size="sm">{lineOf(cause)}</Text>
            {mute === null ? null : (
              <Text size="sm">
                Muted by {mute.by} until {dayName(mute.until)}: {mute.reason}
              </Text>
            )}
          </Stack>
          <Button
            variant={isOpen ? "default" : "light"}
            size="sm"
            aria-expanded={isOpen}
            onClick={turn}
            rightSection={
              isOpen ? <IconChevronUp size={16} aria-hidden /> : <IconChevronDown size={16} aria-hidden />
            }
          >
            {isOpen ? "Close" : "What to do"}
            <span className="heard"> about {message.what}</span>
          </Button>
        </Group>
        {isOpen ? <CauseBody cause={cause} /> : null}
      </Stack>
    </Card>
  );
}

/** "412 findings · since Nov 19, 2026 (3 days) · Nightly SFTP · the vendor of your student information system" */
function lineOf({ count: findings, since, daysOpen, source, message }: Cause): string {
  const open = daysOpen === 0 ? "new" : counted(daysOpen, "day");
  return [
    counted(findings, "finding"),
    `since ${day(since)} (${open})`,
    source.name,
    `to be mended by ${ownerWords[message.owner]}`,
  ].join(" · ");
}

function CauseBody({ cause }: { readonly cause: Cause }) {
  const { message, follows, sinceRun, run } = cause;
  return (
    <Stack gap="md">
      <dl className="parts">
        <Part term="What we did" text={message.did} />
        <Part term="Where" text={message.where} />
        <Part term="Likely cause" text={message.cause} />
        <Part term="What to do" text={message.fix} />
        <Part term="Who can" text={ownerWords[message.owner]} />
      </dl>
      {follows.length === 0 ? null : <Follows cause={cause} />}
      {message.vendorText === undefined ? null : <VendorText what={message.what} text={message.vendorText} />}
      <CauseRows cause={cause} />
      <Group gap="md">
        <MuteButton cause={cause} />
        <Text size="sm">
          First in <RunLink run={sinceRun} />
          {run === sinceRun ? null : (
            <>
              , last in <RunLink run={run} />
            </>
          )}
          . Code{" "}
          <TextLink to="/help/codes/$code" params={{ code: message.code }}>
            {message.code}
          </TextLink>
        </Text>
      </Group>
    </Stack>
  );
}

function RunLink({ run }: { readonly run: number }) {
  return (
    <TextLink to="/history/$run" params={{ run: String(run) }}>
      run {run}
    </TextLink>
  );
}

function Part({ term, text }: { readonly term: string; readonly text: string }) {
  if (text === "") return null;
  return (
    <div>
      <dt>{term}</dt>
      <dd>{text}</dd>
    </div>
  );
}

/** What is settled by itself once the cause is mended. */
function Follows({ cause: { lead, follows } }: { readonly cause: Cause }) {
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        All of this is settled by it
      </Text>
      <ul className="plain">
        {[lead, ...follows].map((part) => (
          <li key={`${part.code} ${part.file}`}>
            <Text size="sm">{partName(part)}</Text>
          </li>
        ))}
      </ul>
    </Stack>
  );
}
