import { Button, Group, Stack } from "@mantine/core";
import { showErrand } from "@muster/api/resource/sync.ts";
import type { Answered } from "@muster/api/route.ts";
import { shortHash } from "@muster/rules/report/short-hash.ts";
import { Link, Navigate, useParams } from "@tanstack/react-router";
import { useAsk } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { LiveRuns } from "../../parts/LiveRuns.tsx";
import { MessageCard } from "../../parts/MessageCard.tsx";
import { PageHead } from "../../parts/PageHead.tsx";

type Errand = Answered<typeof showErrand>;

const isOpen = ({ state }: Errand): boolean => state === "waiting" || state === "running";

/**
 * Files that were brought, or a plan that was asked for, followed from waiting to its end: the plan that was sealed, or the
 * run that was made. The address may be closed and opened again.
 */
export function AskedPage() {
  const { errand = "" } = useParams({ strict: false });
  const shown = useAsk(showErrand, { params: { errand } });
  return (
    <>
      {shown.data === undefined ? <PageHead title="What was asked for" /> : null}
      <Answer of={shown}>{(data) => <Shown errand={data} />}</Answer>
    </>
  );
}

function Shown({ errand }: { readonly errand: Errand }) {
  const { state, applies, run, planHash, outcome, says, trouble } = errand;
  const isSealed = state === "done" && !applies && outcome === "held" && planHash !== null;
  if (isSealed)
    return <Navigate to="/changes/$plan" params={{ plan: shortHash(planHash) }} search={{}} replace />;
  if (state === "done" && run !== null)
    return <Navigate to="/history/$run" params={{ run: String(run) }} replace />;
  return (
    <>
      <PageHead title={titleOf(errand)} says={says} />
      <Stack gap="md">
        {isOpen(errand) ? <Live errandId={errand.errandId} /> : null}
        {isOpen(errand) || trouble === null ? null : <MessageCard message={trouble} />}
        {isOpen(errand) ? null : <Ended errand={errand} />}
      </Stack>
    </>
  );
}

/** Asks again for as long as it is open; what comes is the page's own answer too. */
function Live({ errandId }: { readonly errandId: string }) {
  useAsk(showErrand, { params: { errand: errandId } }, { everyMs: 1_500 });
  return <LiveRuns errandId={errandId} />;
}

function titleOf({ isUpload, applies, source }: Errand): string {
  const what = isUpload ? "your files" : source;
  return applies ? `A sync of ${what}` : `A plan of ${what}`;
}

function Ended({ errand: { isUpload, run, sourceId } }: { readonly errand: Errand }) {
  return (
    <Group>
      <Button component={Link} to={isUpload ? "/sources/files" : `/sources/${sourceId}`} variant="default">
        {isUpload ? "Bring files" : "Go to the source"}
      </Button>
      {run === null ? null : (
        <Button component={Link} to={`/history/${run}`} variant="default">
          See run {run}
        </Button>
      )}
    </Group>
  );
}
