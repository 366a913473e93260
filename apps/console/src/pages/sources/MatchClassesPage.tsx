import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { adoptClasses, linkClassrooms, showClassMatches } from "@muster/api/resource/match.ts";
import type { Answered } from "@muster/api/route.ts";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useAsk, useDeed } from "../../data/use-ask.ts";
import { useMay } from "../../data/use-session.ts";
import { Answer } from "../../parts/Answer.tsx";
import { DeedTrouble } from "../../parts/DeedTrouble.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { told } from "../../parts/told.ts";
import { count, counted } from "../../parts/words.ts";
import { MatchTable } from "./MatchTable.tsx";
import { type Chosen, keyOfTheirs, matchesBySource } from "./matching.ts";
import { TakenClasses } from "./TakenClasses.tsx";

type Matches = Answered<typeof showClassMatches>;

/** Which class of a source takes over a classroom that nothing feeds; its history stays. */
export function MatchClassesPage() {
  const { school } = useParams({ strict: false });
  const matches = useAsk(showClassMatches, { params: { school: school ?? "" } });
  return (
    <>
      <PageHead
        title={matches.data === undefined ? "Match classes" : `Match classes of ${matches.data.school.name}`}
        says="A class that is handed over keeps its people and its history, and follows the source from the next sync on."
      >
        <Button variant="default" component={Link} to="/sources/schools">
          All schools
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

function Matching({ matches: { ours, theirs, total } }: { readonly matches: Matches }) {
  const open = theirs.filter(({ linkedTo }) => linkedTo === null);
  const taken = theirs.filter(({ linkedTo }) => linkedTo !== null);
  const isMatchable = ours.length > 0 || open.some(({ isLeftOut }) => isLeftOut);
  return (
    <Stack gap="xl">
      <section aria-labelledby="open-classes">
        <Title order={2} size="h4" id="open-classes" mb="xs">
          {open.length === 0
            ? "Every class of your sources is matched"
            : `${counted(open.length, "class", "classes")} to match`}
        </Title>
        {ours.length === 0 ? (
          <Text mb="sm">
            No class here was made by hand or stands without a link: there is nothing to hand over.
          </Text>
        ) : open.length === 0 ? (
          <Text>{`Of yours no source feeds: ${ours.map(({ title }) => title).join(", ")}.`}</Text>
        ) : null}
        {isMatchable && open.length > 0 ? <OpenClasses open={open} ours={ours} /> : null}
      </section>
      {taken.length === 0 ? null : <TakenClasses taken={taken} />}
      {total > theirs.length ? (
        <Text size="sm">{`The sources list ${count(total)} classes here; ${count(theirs.length)} are shown.`}</Text>
      ) : null}
    </Stack>
  );
}

function OpenClasses({ open, ours }: { readonly open: Matches["theirs"]; readonly ours: Matches["ours"] }) {
  const maySet = useMay("set");
  const [picked, setPicked] = useState<ReadonlyMap<string, Chosen>>(new Map());
  const link = useDeed(linkClassrooms);
  const adopt = useDeed(adoptClasses);
  const chosen = new Map(open.map((one) => [keyOfTheirs(one), chosenFor(one, picked)] as const));
  const wanted = open.filter((one) => chosen.get(keyOfTheirs(one)) !== undefined);
  const save = async () => {
    for (const { source, links, sourcedIds } of matchesBySource(open, chosen)) {
      if (links.length > 0) await link.mutateAsync({ body: { source, links } });
      if (sourcedIds.length > 0) await adopt.mutateAsync({ body: { source, sourcedIds } });
    }
    told(`${counted(wanted.length, "class", "classes")} matched. The next sync does the rest.`);
  };
  return (
    <Stack>
      <MatchTable
        caption="Classes of your sources that feed none of yours"
        theirs={open.map((one) => ({
          ...one,
          ...(one.isLeftOut
            ? { note: "Somebody took its link away: no sync takes it in by itself." }
            : { unchosen: "The next sync takes it in", mayBeNew: false }),
        }))}
        ours={ours.map(({ classroom, title, classCode, students }) => ({
          ...{ record: classroom, name: title },
          note: [classCode, counted(students, "student")].filter((part) => part !== "").join(", "),
        }))}
        chosen={chosen}
        onChoose={(key, value) => setPicked(new Map([...picked, [key, value]]))}
        isFixed={!maySet}
        newWord="Take in as a class of its own"
      />
      <DeedTrouble error={link.error ?? adopt.error} />
      {maySet ? (
        <Group>
          <Button
            disabled={wanted.length === 0}
            loading={link.isPending || adopt.isPending}
            onClick={() => void save().catch(() => undefined)}
          >
            {`Match ${counted(wanted.length, "class", "classes")}`}
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}

/**
 * What somebody picked, else the one clear suggestion. What a person left out stays so until they pick: the class it was
 * taken from looks the same.
 */
function chosenFor(one: Matches["theirs"][number], picked: ReadonlyMap<string, Chosen>): Chosen {
  const key = keyOfTheirs(one);
  if (picked.has(key)) return picked.get(key);
  const [first, second] = one.suggestions;
  return second === undefined && !one.isLeftOut ? first?.record : undefined;
}
