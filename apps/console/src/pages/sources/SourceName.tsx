import { TextInput } from "@mantine/core";

/** Where a source is given the name that the district calls it by. */
export function SourceName({
  name,
  onType,
}: {
  readonly name: string;
  readonly onType: (name: string) => void;
}) {
  return (
    <TextInput
      label="What you call it"
      value={name}
      onChange={(event) => onType(event.currentTarget.value)}
      required
      maxLength={100}
    />
  );
}
