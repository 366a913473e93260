import { Stack, Tabs, Text } from "@mantine/core";
import { showSource } from "@muster/api/resource/source.ts";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useAsk } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { LiveRuns } from "../../parts/LiveRuns.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { StateMark } from "../../parts/StateMark.tsx";
import { ArrivalsTab } from "./ArrivalsTab.tsx";
import { CheckTab } from "./CheckTab.tsx";
import { KeysTab } from "./KeysTab.tsx";
import { SetUpTab } from "./SetUpTab.tsx";
import { SharingTab } from "./SharingTab.tsx";
import { SourceDeeds } from "./SourceDeeds.tsx";
import { SourceSteps } from "./SourceSteps.tsx";
import { lastOf, nextOf, nowOf, type ShownSource, stateOf } from "./source-words.ts";
import { TimelineTab } from "./TimelineTab.tsx";

/** One source: how it fares, how far its set-up is, and everything about it. */
export function SourcePage() {
  const { source } = useParams({ strict: false });
  const shown = useAsk(showSource, { params: { source: source ?? "" } }, { everyMs: 5_000 });
  if (shown.data === undefined)
    return (
      <>
        <PageHead title="Source" />
        <Answer of={shown}>{() => null}</Answer>
      </>
    );
  return <Shown source={shown.data} />;
}

function Shown({ source }: { readonly source: ShownSource }) {
  const isFetched = source.kind !== "upload";
  const [tab, setTab] = useState(isFetched ? "set-up" : "arrivals");
  const openTab = (name: string | null) => setTab(name ?? "set-up");
  const tabs = isFetched
    ? ["set-up", "arrivals", "check", "sharing", "keys", "timeline"]
    : ["check", "timeline"];
  return (
    <>
      <PageHead title={source.name} says={`${source.kindLabel}, number ${source.source}`}>
        <SourceDeeds source={source} />
      </PageHead>
      <Stack gap="lg">
        <Health source={source} />
        <LiveRuns sourceId={source.source} />
        {source.state === "draft" && isFetched ? (
          <SourceSteps source={source} onCheck={() => setTab("check")} />
        ) : null}
        <Tabs value={tabs.includes(tab) ? tab : (tabs[0] ?? "")} onChange={openTab} keepMounted={false}>
          <Tabs.List aria-label={`About ${source.name}`}>
            {tabs.map((name) => (
              <Tabs.Tab key={name} value={name}>
                {tabWords[name]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {tabs.map((name) => (
            <Tabs.Panel key={name} value={name} pt="md">
              <Panel name={name} source={source} />
            </Tabs.Panel>
          ))}
        </Tabs>
      </Stack>
    </>
  );
}

const tabWords: Readonly<Record<string, string>> = {
  "set-up": "Set-up",
  arrivals: "Arrivals",
  check: "Check",
  sharing: "Sharing",
  keys: "Keys",
  timeline: "Timeline",
};

function Panel({ name, source }: { readonly name: string; readonly source: ShownSource }) {
  if (name === "arrivals") return <ArrivalsTab source={source} />;
  if (name === "check") return <CheckTab source={source} />;
  if (name === "sharing") return <SharingTab source={source} />;
  if (name === "keys") return <KeysTab source={source} />;
  if (name === "timeline") return <TimelineTab source={source.source} />;
  // What was saved meanwhile is what the form begins with.
  return <SetUpTab key={JSON.stringify(source.known)} source={source} />;
}

/** What came last and what happens now, never mixed into one light. */
function Health({ source }: { readonly source: ShownSource }) {
  const facts = [
    ["State", <StateMark key="state" {...stateOf(source)} />],
    ["Last result", <StateMark key="last" {...lastOf(source)} />],
    ["Now", <StateMark key="now" {...nowOf(source)} />],
    [
      "Next run",
      <Text key="next" size="sm" fw={600}>
        {nextOf(source)}
      </Text>,
    ],
  ] as const;
  return (
    <dl style={{ display: "flex", flexWrap: "wrap", gap: "0.75rem 2.5rem", margin: 0 }}>
      {facts.map(([label, mark]) => (
        <div key={label}>
          <Text component="dt" size="sm" c="dimmed">
            {label}
          </Text>
          <dd style={{ margin: 0 }}>{mark}</dd>
        </div>
      ))}
    </dl>
  );
}
