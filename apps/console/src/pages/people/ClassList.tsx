import { Stack } from "@mantine/core";
import { searchClassrooms } from "@muster/api/resource/classroom.ts";
import { gradeWord } from "@muster/rules/report/person-state.ts";
import { useAsk } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import { count } from "../../parts/words.ts";
import { NothingFound } from "./NothingFound.tsx";
import { ActiveMark, OriginMark } from "./OriginMark.tsx";
import { Pager, perPage, usePages } from "./Pager.tsx";
import { type PeopleSearch, statusOf, tabWords } from "./people-search.ts";
import { RecordTable } from "./RecordTable.tsx";

const heads = ["Class", "Teachers", "Students", "School", "Grade", "Status", "Kept by"];

/** The classes, a page at a time. */
export function ClassList({ search, text }: { readonly search: PeopleSearch; readonly text: string }) {
  const filter = {
    ...{ limit: perPage, ...statusOf(search) },
    ...(text === "" ? {} : { text }),
    ...(search.school === undefined ? {} : { schoolId: search.school }),
    ...(search.grade === undefined ? {} : { grade: search.grade }),
    ...(search.origin === undefined ? {} : { origin: search.origin }),
  };
  const pages = usePages(JSON.stringify(filter));
  const { after } = pages;
  const classes = useAsk(
    searchClassrooms,
    { body: { ...filter, ...(after === undefined ? {} : { after }) } },
    { keepsOld: true },
  );
  return (
    <Answer of={classes} lines={8}>
      {({ items, total, next }) => (
        <Stack gap="sm">
          <Pager pages={pages} shown={items.length} total={total} next={next} words={tabWords.classes} />
          {total === 0 ? (
            <NothingFound words={tabWords.classes} text={text} search={search} />
          ) : (
            <RecordTable
              caption="Classes"
              heads={heads}
              rows={items.map((one) => ({
                key: String(one.classroomId),
                cells: [
                  <TextLink
                    key="title"
                    to="/people/class/$classroom"
                    params={{ classroom: String(one.classroomId) }}
                  >
                    {one.title}
                  </TextLink>,
                  one.teachers.join(", ") || "nobody",
                  count(one.students),
                  one.school,
                  one.grades.map(gradeWord).join(", "),
                  <ActiveMark key="status" isActive={one.status === "active"} gone="Closed" />,
                  <OriginMark key="origin" origin={one.origin} />,
                ],
              }))}
            />
          )}
        </Stack>
      )}
    </Answer>
  );
}
