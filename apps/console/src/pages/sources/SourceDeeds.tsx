import { Button } from "@mantine/core";
import { pauseSource, planSource, resumeSource } from "@muster/api/resource/source.ts";
import { askForSync } from "@muster/api/resource/sync.ts";
import { useNavigate } from "@tanstack/react-router";
import { useDeed } from "../../data/use-ask.ts";
import { useMay } from "../../data/use-session.ts";
import { DeedTrouble } from "../../parts/DeedTrouble.tsx";
import { told } from "../../parts/told.ts";
import type { ShownSource } from "./source-words.ts";

/** What may be done with a source that runs, or has run. */
export function SourceDeeds({ source }: { readonly source: ShownSource }) {
  const params = { source: source.source };
  const pause = useDeed(pauseSource);
  const resume = useDeed(resumeSource);
  const plan = useDeed(planSource);
  const run = useDeed(askForSync);
  const maySet = useMay("set");
  const mayDecide = useMay("decide");
  const navigate = useNavigate();
  const planOnly = () =>
    plan.mutate(
      { params },
      {
        onSuccess: ({ errandId }) => navigate({ to: "/sources/asked/$errand", params: { errand: errandId } }),
      },
    );
  if (source.kind === "upload" || source.state === "draft") return null;
  const error = pause.error ?? resume.error ?? plan.error ?? run.error;
  return (
    <>
      {mayDecide && source.state === "enabled" && source.joins === null ? (
        <Button
          loading={run.isPending}
          onClick={() =>
            run.mutate(
              { body: { source: source.source } },
              { onSuccess: () => told(`${source.name} runs as soon as it is its turn.`) },
            )
          }
        >
          Run now
        </Button>
      ) : null}
      {mayDecide && source.joins === null ? (
        <Button variant="default" loading={plan.isPending} onClick={planOnly}>
          Plan only
        </Button>
      ) : null}
      {maySet && source.state === "enabled" ? (
        <Button variant="default" loading={pause.isPending} onClick={() => pause.mutate({ params })}>
          Pause
        </Button>
      ) : null}
      {maySet && source.state === "paused" ? (
        <Button loading={resume.isPending} onClick={() => resume.mutate({ params })}>
          Resume
        </Button>
      ) : null}
      <DeedTrouble error={error} />
    </>
  );
}
