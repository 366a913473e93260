import { searchClassrooms } from "@muster/api/resource/classroom.ts";
import type { Answered } from "@muster/api/route.ts";
import { gradeWord } from "@muster/rules/report/person-state.ts";
import { useAsk } from "../../data/use-ask.ts";
import { TextLink } from "../../parts/TextLink.tsx";
import { count } from "../../parts/words.ts";
import { FoundRecords } from "./FoundRecords.tsx";
import { ActiveMark, OriginMark } from "./OriginMark.tsx";
import { perPage, usePages } from "./Pager.tsx";
import { filterOf, type PeopleSearch } from "./people-search.ts";
import type { RecordRow } from "./RecordTable.tsx";

const heads = ["Class", "Teachers", "Students", "School", "Grade", "Status", "Kept by"];

/** The classes, a page at a time. */
export function ClassList({ search, text }: { readonly search: PeopleSearch; readonly text: string }) {
  const filter = {
    ...{ limit: perPage, ...filterOf(search, text) },
    ...(search.grade === undefined ? {} : { grade: search.grade }),
  };
  const pages = usePages(JSON.stringify(filter));
  const body = pages.after === undefined ? filter : { ...filter, after: pages.after };
  const found = useAsk(searchClassrooms, { body }, { keepsOld: true });
  return (
    <FoundRecords
      found={found}
      pages={pages}
      tab="classes"
      heads={heads}
      rowOf={rowOf}
      search={search}
      text={text}
    />
  );
}

function rowOf(one: Answered<typeof searchClassrooms>["items"][number]): RecordRow {
  const id = String(one.classroomId);
  return {
    key: id,
    cells: [
      <TextLink key="title" to="/people/class/$classroom" params={{ classroom: id }}>
        {one.title}
      </TextLink>,
      one.teachers.join(", ") || "nobody",
      count(one.students),
      one.school,
      one.grades.map(gradeWord).join(", "),
      <ActiveMark key="status" isActive={one.status === "active"} gone="Closed" />,
      <OriginMark key="origin" origin={one.origin} />,
    ],
  };
}
