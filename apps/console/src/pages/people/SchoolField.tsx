import { NativeSelect, type NativeSelectProps } from "@mantine/core";
import { listSchools } from "@muster/api/resource/school.ts";
import { useAsk } from "../../data/use-ask.ts";

/** One of the schools that somebody may see. */
export function SchoolField({ first, ...props }: NativeSelectProps & { readonly first: string }) {
  const schools = useAsk(listSchools, { query: { limit: 500 } });
  const choices = (schools.data?.items ?? []).map(({ schoolId, name }) => ({
    value: String(schoolId),
    label: name,
  }));
  return <NativeSelect label="School" data={[{ value: "", label: first }, ...choices]} {...props} />;
}
