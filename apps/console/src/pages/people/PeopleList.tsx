import { Stack, Text } from "@mantine/core";
import { searchPeople } from "@muster/api/resource/person.ts";
import type { Answered } from "@muster/api/route.ts";
import { gradeWord } from "@muster/rules/report/person-state.ts";
import { useAsk } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import { NothingFound } from "./NothingFound.tsx";
import { ActiveMark, OriginMark } from "./OriginMark.tsx";
import { Pager, perPage, usePages } from "./Pager.tsx";
import { type PeopleSearch, statusOf, type Tab, tabWords } from "./people-search.ts";
import { RecordTable } from "./RecordTable.tsx";

type Listed = Answered<typeof searchPeople>["items"][number];

/** Students, families or staff, a page at a time. */
export function PeopleList({
  role,
  tab,
  search,
  text,
}: {
  readonly role: "student" | "staff" | "guardian";
  readonly tab: Tab;
  readonly search: PeopleSearch;
  readonly text: string;
}) {
  const filter = {
    ...{ role, limit: perPage, ...statusOf(search) },
    ...(text === "" ? {} : { text }),
    ...(search.school === undefined ? {} : { schoolId: search.school }),
    ...(search.classroom === undefined ? {} : { classroomId: search.classroom }),
    ...(search.grade === undefined || role !== "student" ? {} : { grade: search.grade }),
    ...(search.origin === undefined ? {} : { origin: search.origin }),
    ...(search.source === undefined ? {} : { sourceId: search.source }),
  };
  const pages = usePages(JSON.stringify(filter));
  const { after } = pages;
  const people = useAsk(
    searchPeople,
    { body: { ...filter, ...(after === undefined ? {} : { after }) } },
    { keepsOld: true },
  );
  const words = tabWords[tab];
  return (
    <Answer of={people} lines={8}>
      {({ items, total, next, unreadRows }) => (
        <Stack gap="sm">
          <Pager pages={pages} shown={items.length} total={total} next={next} words={words} />
          {total === 0 ? (
            <NothingFound words={words} text={text} search={search} unreadRows={unreadRows} />
          ) : (
            <RecordTable
              caption={words.label}
              heads={headsOf[role]}
              rows={items.map((person) => ({ key: String(person.personId), cells: cellsOf(person, role) }))}
            />
          )}
        </Stack>
      )}
    </Answer>
  );
}

const headsOf = {
  student: ["Name", "Grade", "School", "IDs", "Status", "Kept by"],
  guardian: ["Name", "IDs", "Status", "Kept by"],
  staff: ["Name", "Title", "School", "IDs", "Status", "Kept by"],
} as const;

function cellsOf(person: Listed, role: "student" | "staff" | "guardian") {
  const roles = person.roles.filter((one) => one.role === role);
  const active = roles.filter(({ status }) => status === "active");
  const told = active.length > 0 ? active : roles;
  const distinct = (values: readonly string[]): string =>
    [...new Set(values)].filter((one) => one !== "").join(", ");
  const schools = distinct(told.map(({ school }) => school ?? "The district"));
  const ids = [...new Set([...person.sourcedIds, person.studentNumber])].filter((id) => id !== "");
  const name = (
    <TextLink to="/people/$person" params={{ person: String(person.personId) }}>
      {person.name === "" ? `m-${person.personId}` : person.name}
    </TextLink>
  );
  const end = [
    <Text key="ids" component="span" size="sm" style={{ whiteSpace: "nowrap" }}>
      {ids.slice(0, 2).map((id) => (
        <span key={id} style={{ display: "block" }}>
          {id}
        </span>
      ))}
    </Text>,
    <ActiveMark key="status" isActive={active.length > 0} />,
    <OriginMark key="origin" origin={person.origin} />,
  ];
  if (role === "student")
    return [name, distinct(told.flatMap(({ grades }) => grades.map(gradeWord))), schools, ...end];
  if (role === "staff") return [name, distinct(told.map(({ title }) => title)), schools, ...end];
  return [name, ...end];
}
