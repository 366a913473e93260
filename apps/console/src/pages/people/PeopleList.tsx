import { Text } from "@mantine/core";
import { searchPeople } from "@muster/api/resource/person.ts";
import type { Answered } from "@muster/api/route.ts";
import { gradeWord } from "@muster/rules/report/person-state.ts";
import { useAsk } from "../../data/use-ask.ts";
import { TextLink } from "../../parts/TextLink.tsx";
import { FoundRecords } from "./FoundRecords.tsx";
import { ActiveMark, OriginMark } from "./OriginMark.tsx";
import { perPage, usePages } from "./Pager.tsx";
import { filterOf, type PeopleSearch, type Tab } from "./people-search.ts";
import type { RecordRow } from "./RecordTable.tsx";

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
    ...{ role, limit: perPage, ...filterOf(search, text) },
    ...(search.classroom === undefined ? {} : { classroomId: search.classroom }),
    ...(search.grade === undefined || role !== "student" ? {} : { grade: search.grade }),
    ...(search.source === undefined ? {} : { sourceId: search.source }),
  };
  const pages = usePages(JSON.stringify(filter));
  const body = pages.after === undefined ? filter : { ...filter, after: pages.after };
  const found = useAsk(searchPeople, { body }, { keepsOld: true });
  const rowOf = (person: Listed): RecordRow => ({
    key: String(person.personId),
    cells: cellsOf(person, role),
  });
  return (
    <FoundRecords
      found={found}
      pages={pages}
      tab={tab}
      heads={headsOf[role]}
      rowOf={rowOf}
      search={search}
      text={text}
    />
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
