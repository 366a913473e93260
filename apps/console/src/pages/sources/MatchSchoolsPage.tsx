import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { adoptSchools, linkSchools, showSchoolMatches } from "@muster/api/resource/match.ts";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useAsk, useDeed } from "../../data/use-ask.ts";
import { useMay } from "../../data/use-session.ts";
import { Answer } from "../../parts/Answer.tsx";
import { DeedTrouble } from "../../parts/DeedTrouble.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { told } from "../../parts/told.ts";
import { counted } from "../../parts/words.ts";
import { DoneSchools } from "./DoneSchools.tsx";
import { MatchTable } from "./MatchTable.tsx";
import { type Chosen, keyOfTheirs, matchesBySource } from "./matching.ts";
import type { SchoolMatches as Matches, TheirSchool } from "./school-matches.ts";

/** Which school of a source is which of ours: suggested with what speaks for it, accepted together. */
export function MatchSchoolsPage() {
  const matches = useAsk(showSchoolMatches);
  return (
    <>
      <PageHead
        title="Match schools"
        says="Only schools that are matched take part in a sync. Muster suggests; a person decides."
      >
        <Button variant="default" component={Link} to="/sources">
          All sources
        </Button>
      </PageHead>
      {matches.data === undefined ? (
        <Answer of={matches}>{() => null}</Answer>
      ) : (
        <Matching matches={matches.data} />
      )}
    </>
  );
}

function Matching({ matches }: { readonly matches: Matches }) {
  const { ours, theirs } = matches;
  const open = theirs.filter(({ linkedTo }) => linkedTo === null);
  const done = theirs.filter(({ linkedTo }) => linkedTo !== null);
  if (theirs.length === 0)
    return (
      <Stack align="start">
        <Text>
          No source has listed its schools yet. A dry run, or a plan of a source, reads them and changes
          nothing; then they stand here.
        </Text>
        <Button component={Link} to="/sources">
          Go to sources
        </Button>
      </Stack>
    );
  return (
    <Stack gap="xl">
      <section aria-labelledby="open-schools">
        <Title order={2} size="h4" id="open-schools" mb="xs">
          {open.length === 0
            ? "Every school of your sources is matched"
            : `${counted(open.length, "school")} to match`}
        </Title>
        {ours.length === 0 && open.length > 0 ? (
          <Text mb="sm">
            You have no schools of your own yet. The first sync takes all of these in as the source names
            them; there is nothing to do here, unless you want to choose.
          </Text>
        ) : null}
        {open.length === 0 ? null : <OpenSchools open={open} ours={ours} />}
      </section>
      <Unfed ours={ours} />
      {done.length === 0 ? null : <DoneSchools done={done} ours={ours} />}
    </Stack>
  );
}

function OpenSchools({
  open,
  ours,
}: {
  readonly open: readonly TheirSchool[];
  readonly ours: Matches["ours"];
}) {
  const maySet = useMay("set");
  const [chosen, setChosen] = useState<ReadonlyMap<string, Chosen>>(() => suggested(open));
  const link = useDeed(linkSchools);
  const adopt = useDeed(adoptSchools);
  const wanted = open.filter((one) => chosen.get(keyOfTheirs(one)) !== undefined);
  const save = async () => {
    for (const { source, links, sourcedIds } of matchesBySource(open, chosen)) {
      if (links.length > 0) await link.mutateAsync({ body: { source, links } });
      if (sourcedIds.length > 0) await adopt.mutateAsync({ body: { source, sourcedIds } });
    }
    told(`${counted(wanted.length, "school")} matched. They take part from the next sync on.`);
  };
  const error = link.error ?? adopt.error;
  return (
    <Stack>
      <MatchTable
        caption="Schools of your sources that are matched to none of yours"
        theirs={open}
        ours={ours
          .filter(({ isActive }) => isActive)
          .map(({ school, name, students, identifier }) => ({
            ...{
              record: school,
              name,
              note: [identifier, counted(students, "student")].filter((part) => part !== "").join(", "),
            },
          }))}
        chosen={chosen}
        onChoose={(key, value) => setChosen(new Map([...chosen, [key, value]]))}
        isFixed={!maySet}
        newWord="Take in as a new school"
      />
      <DeedTrouble error={error} />
      {maySet ? (
        <Group>
          <Button
            disabled={wanted.length === 0}
            loading={link.isPending || adopt.isPending}
            onClick={() => void save().catch(() => undefined)}
          >
            {`Match ${counted(wanted.length, "school")}`}
          </Button>
          <Text size="sm" c="dimmed">
            Nothing moves before the next sync, whose plan shows it.
          </Text>
        </Group>
      ) : null}
    </Stack>
  );
}

/** One clear suggestion is chosen already; where there are two, somebody chooses. */
function suggested(open: readonly TheirSchool[]): ReadonlyMap<string, Chosen> {
  return new Map(
    open.map((one) => {
      const [first, second] = one.suggestions;
      return [keyOfTheirs(one), second === undefined ? first?.record : undefined];
    }),
  );
}

/** Ours that nothing feeds: their people stay as they are. */
function Unfed({ ours }: { readonly ours: Matches["ours"] }) {
  const unfed = ours.filter(({ isActive, links }) => isActive && links.length === 0);
  if (unfed.length === 0) return null;
  return (
    <section aria-labelledby="unfed">
      <Title order={2} size="h4" id="unfed" mb="xs">
        {`${counted(unfed.length, "school")} of yours ${unfed.length === 1 ? "is" : "are"} fed by no source`}
      </Title>
      <Text size="sm">{`${unfed.map(({ name }) => name).join(", ")}. A sync leaves them alone.`}</Text>
    </section>
  );
}
