import { Stack } from "@mantine/core";
import { followProgress, showProgress } from "@muster/api/resource/sync.ts";
import type { Answered } from "@muster/api/route.ts";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useEvents } from "../data/use-events.ts";
import { useSeconds } from "../data/use-seconds.ts";
import { LiveRun } from "./LiveRun.tsx";

type Work = Answered<typeof showProgress>["works"][number];

/**
 * What waits and what is under way, live. It may be closed and opened again: nothing of it is kept in the page.
 *
 * @param sourceId the work of one source alone
 * @param errandId that of one errand alone
 */
export function LiveRuns({ sourceId, errandId }: { readonly sourceId?: number; readonly errandId?: string }) {
  const { data, heardAt } = useEvents(followProgress, showProgress);
  const works = (data?.works ?? []).filter(
    (work) =>
      (sourceId === undefined || work.sourceId === sourceId) &&
      (errandId === undefined || work.errandId === errandId),
  );
  const now = useSeconds(works.length > 0);
  useFreshAnswers(data?.works);
  useTitle(works);
  return (
    <>
      <div className="heard" role="status" aria-live="polite">
        {works.map(announcement).join(" ")}
      </div>
      {works.length === 0 ? null : (
        <Stack gap="md" mb="lg">
          {works.map((work) => (
            <LiveRun
              key={work.id}
              work={work}
              unheardSeconds={Math.max(0, Math.round((now - (heardAt ?? now)) / 1000))}
            />
          ))}
        </Stack>
      )}
    </>
  );
}

/** Said aloud when a step changes, and at each tenth; never more often. */
function announcement({ source, steps, percent, state, isSilent }: Work): string {
  const what = source ?? "The run";
  if (state === "waiting") return `${what} is waiting to begin.`;
  if (isSilent) return `${what} gives no sign of life.`;
  const step = steps.find((one) => one.state === "now");
  return `${what}: ${step?.title ?? "ending"}, ${Math.floor(percent / 10) * 10} percent.`;
}

/** When something began or ended, everything else on the page may be old. */
function useFreshAnswers(works: readonly Work[] | undefined): void {
  const client = useQueryClient();
  const before = useRef<string>(undefined);
  const ids = works?.map(({ id, state }) => `${id} ${state}`).join(",");
  useEffect(() => {
    if (ids === undefined) return;
    if (before.current !== undefined && before.current !== ids) void client.invalidateQueries();
    before.current = ids;
  }, [client, ids]);
}

const prefix = /^\d+ % · /;

/** The tab tells how far it is, for whoever works in another. */
function useTitle(works: readonly Work[]): void {
  const running = works.find(({ state }) => state === "running");
  const percent = running?.percent;
  useEffect(() => {
    const bare = document.title.replace(prefix, "");
    document.title = percent === undefined ? bare : `${percent} % · ${bare}`;
    return () => {
      document.title = document.title.replace(prefix, "");
    };
  }, [percent]);
}
