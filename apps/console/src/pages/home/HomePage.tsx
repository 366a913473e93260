import { Grid, Stack } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { showHome } from "@muster/api/resource/home.ts";
import { useAsk } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { LiveRuns } from "../../parts/LiveRuns.tsx";
import { OutcomeStrip } from "../../parts/OutcomeStrip.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { ComingUp } from "./ComingUp.tsx";
import { Health } from "./Health.tsx";
import type { Home } from "./home.ts";
import { NextActions } from "./NextActions.tsx";
import { Numbers } from "./Numbers.tsx";
import { SourcesStrip } from "./SourcesStrip.tsx";
import { StateHead } from "./StateHead.tsx";

/** Is everything all right? Most urgent first: how it is, what to do, what goes on, and only then the figures. */
export function HomePage() {
  const home = useAsk(showHome, {}, { everyMs: 60_000 });
  return (
    <>
      {home.data === undefined ? <PageHead title="Home" /> : null}
      <Answer of={home} lines={8}>
        {(data) => <Shown home={data} />}
      </Answer>
    </>
  );
}

function Shown({ home }: { readonly home: Home }) {
  useDocumentTitle("Home · Muster");
  const isNew = home.state.tone === "empty";
  return (
    <>
      <StateHead state={home.state} />
      <NextActions actions={home.actions} more={home.moreActions} />
      <LiveRuns />
      <Stack gap="lg">
        {home.sources.length === 0 ? null : <SourcesStrip sources={home.sources} />}
        {isNew ? null : <OutcomeStrip days={home.days.map(withRun)} title="The last 30 days" />}
        {isNew ? null : <Numbers counts={home.counts} isOfSchools={home.isOfSchools} />}
        <Grid gap="lg">
          {isNew ? null : (
            <Grid.Col span={{ base: 12, md: 8 }}>
              <Health items={home.health} />
            </Grid.Col>
          )}
          <Grid.Col span={{ base: 12, md: isNew ? 12 : 4 }}>
            <ComingUp coming={home.coming} zone={home.zone} />
          </Grid.Col>
        </Grid>
      </Stack>
    </>
  );
}

/** The strip wants no `run` where there is none. */
function withRun({ day, outcome, run }: Home["days"][number]) {
  return run === undefined ? { day, outcome } : { day, outcome, run };
}
