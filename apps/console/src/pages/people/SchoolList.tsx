import { Stack, Text } from "@mantine/core";
import { listSchools } from "@muster/api/resource/school.ts";
import { useAsk } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import { count, counted } from "../../parts/words.ts";
import { NothingFound } from "./NothingFound.tsx";
import { ActiveMark } from "./OriginMark.tsx";
import { tabWords } from "./people-search.ts";
import { RecordTable } from "./RecordTable.tsx";

const heads = ["School", "Number", "Students", "Staff", "Classes", "Fed by", "Status"];

/** The schools; there are few enough to be searched here. */
export function SchoolList({ text }: { readonly text: string }) {
  const schools = useAsk(listSchools, { query: { limit: 500 } });
  return (
    <Answer of={schools} lines={6}>
      {({ items }) => {
        const wanted = text.toLowerCase();
        const found = items.filter(
          ({ name, identifier }) => name.toLowerCase().includes(wanted) || identifier === text,
        );
        return (
          <Stack gap="sm">
            <Text size="sm" role="status">
              {counted(found.length, "school")}
            </Text>
            {found.length === 0 ? (
              <NothingFound words={tabWords.schools} text={text} search={{}} />
            ) : (
              <RecordTable
                caption="Schools"
                heads={heads}
                rows={found.map((school) => ({
                  key: String(school.schoolId),
                  cells: [
                    <TextLink
                      key="name"
                      to="/people/school/$school"
                      params={{ school: String(school.schoolId) }}
                    >
                      {school.name}
                    </TextLink>,
                    school.identifier,
                    count(school.students),
                    count(school.staff),
                    count(school.classrooms),
                    school.links.map(({ sourcedId }) => sourcedId).join(", ") || "nothing",
                    <ActiveMark key="status" isActive={school.status === "active"} gone="Closed" />,
                  ],
                }))}
              />
            )}
          </Stack>
        );
      }}
    </Answer>
  );
}
