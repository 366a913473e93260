import { Alert, Button, Stack, Text, Title } from "@mantine/core";
import { addressOf } from "@muster/api/address-of.ts";
import { exportProblems, listProblems, showProblemDays } from "@muster/api/resource/finding.ts";
import type { Answered } from "@muster/api/route.ts";
import { IconDownload } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useAsk } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { FindingsOverTime } from "../../parts/FindingsOverTime.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { counted } from "../../parts/words.ts";
import { CauseCard } from "./CauseCard.tsx";
import { NoProblems } from "./NoProblems.tsx";
import { type Cause, causeKey, type ProblemsSearch } from "./problem-cause.ts";

/** What is wrong with the files, by what has to be mended: a list to work off. */
export function ProblemsPage() {
  const problems = useAsk(listProblems, {}, { everyMs: 60_000 });
  const days = useAsk(showProblemDays);
  const open = problems.data?.causes.filter(({ mute }) => mute === null) ?? [];
  const parts = problems.data?.causes.flatMap(({ lead, follows }) => [lead, ...follows]);
  const names = new Map(parts?.map(({ code, what }) => [code, what]));
  return (
    <>
      <PageHead
        title="Problems"
        says={problems.data === undefined ? "What is wrong with the files." : headOf(problems.data, open)}
      >
        {(problems.data?.causes.length ?? 0) > 0 ? (
          <Button
            component="a"
            href={addressOf(exportProblems)}
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            Download all as CSV
          </Button>
        ) : null}
      </PageHead>
      <Stack gap="xl">
        <Answer of={problems}>{worklistOf}</Answer>
        {days.data === undefined ? null : <FindingsOverTime {...days.data} names={names} />}
      </Stack>
    </>
  );
}

type Problems = Answered<typeof listProblems>;

function worklistOf(problems: Problems) {
  return <Worklist {...problems} />;
}

function headOf({ muted }: Problems, open: readonly Cause[]): string {
  const toMend = open.filter(({ severity }) => severity !== "info");
  const rest = muted === 0 ? "" : ` ${counted(muted, "finding")} muted.`;
  if (toMend.length === 0) return `Nothing to mend.${rest}`;
  const total = toMend.reduce((sum, { count }) => sum + count, 0);
  return `${counted(toMend.length, "thing")} to mend, the worst first, with ${counted(total, "finding")}.${rest}`;
}

function Worklist(problems: Problems) {
  const search: ProblemsSearch = useSearch({ strict: false });
  const { causes, isOfSchools } = problems;
  const open = causes.filter(({ mute }) => mute === null);
  const toMend = open.filter(({ severity }) => severity !== "info");
  const notes = open.filter(({ severity }) => severity === "info");
  const muted = causes.filter(({ mute }) => mute !== null);
  return (
    <Stack gap="lg">
      {isOfSchools ? (
        <Alert variant="default" title="Your schools">
          You see what can be tied to your schools. Problems of whole files are with the data managers of your
          district.
        </Alert>
      ) : null}
      {toMend.length === 0 && <NoProblems problems={problems} />}
      <Causes causes={toMend} />
      <Aside
        causes={notes}
        isShown={search.notes === true || isOpenIn(notes, search)}
        name="notes"
        title="Notes"
        says="Nothing changes because of these. They are worth knowing."
      />
      <Aside
        causes={muted}
        isShown={search.muted === true || isOpenIn(muted, search)}
        name="muted"
        title="Muted"
        says="Somebody left these for now. Each comes back by itself on the day after its last."
      />
    </Stack>
  );
}

function isOpenIn(causes: readonly Cause[], { open }: ProblemsSearch): boolean {
  return causes.some((cause) => causeKey(cause) === open);
}

/** What is told apart: how many are there is always said. */
function Aside({
  causes,
  isShown,
  name,
  title,
  says,
}: {
  readonly causes: readonly Cause[];
  readonly isShown: boolean;
  readonly name: "notes" | "muted";
  readonly title: string;
  readonly says: string;
}) {
  const navigate = useNavigate();
  const search: ProblemsSearch = useSearch({ strict: false });
  if (causes.length === 0) return null;
  const rows = causes.reduce((sum, { count }) => sum + count, 0);
  const turn = (): void => {
    const { [name]: _, open, ...rest } = search;
    const kept = isOpenIn(causes, search) || open === undefined ? rest : { ...rest, open };
    void navigate({
      to: "/problems",
      search: isShown ? kept : { ...search, [name]: true },
      resetScroll: false,
    });
  };
  return (
    <Stack gap="sm" component="section" aria-label={title}>
      <Title order={2} size="h4">
        {title} ({causes.length})
      </Title>
      <Text size="sm">
        {says} {counted(rows, "finding")} in all.
      </Text>
      <Button w="fit-content" variant="default" size="xs" aria-expanded={isShown} onClick={turn}>
        {isShown ? `Hide ${title.toLowerCase()}` : `Show ${title.toLowerCase()}`}
      </Button>
      {isShown ? <Causes causes={causes} order={3} /> : null}
    </Stack>
  );
}

function Causes({ causes, order = 2 }: { readonly causes: readonly Cause[]; readonly order?: 2 | 3 }) {
  return (
    <Stack gap="sm">
      {causes.map((cause) => (
        <CauseCard key={causeKey(cause)} cause={cause} order={order} />
      ))}
    </Stack>
  );
}
