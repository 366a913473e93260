import {
  Fieldset,
  MultiSelect,
  PasswordInput,
  Select,
  Stack,
  Switch,
  Textarea,
  TextInput,
} from "@mantine/core";
import type { listSourceKinds } from "@muster/api/resource/source.ts";
import type { Answered } from "@muster/api/route.ts";

export type SourceField = Answered<typeof listSourceKinds>["items"][number]["fields"][number];
export type Typed = Readonly<Record<string, string>>;

/** The fields of a kind, drawn from its data: what must be told first, what suits nearly everybody below it. */
export function SourceForm({
  fields,
  typed,
  onType,
  wrong,
  kept = [],
}: {
  readonly fields: readonly SourceField[];
  readonly typed: Typed;
  readonly onType: (key: string, value: string) => void;
  /** What the server says of one field. */
  readonly wrong: { readonly key: string; readonly says: string } | undefined;
  /** Secrets that are kept already: left empty, they stay. */
  readonly kept?: readonly string[];
}) {
  const inputOf = (field: SourceField) => (
    <FieldInput
      key={field.key}
      field={field}
      value={typed[field.key] ?? ""}
      onType={(value) => onType(field.key, value)}
      error={wrong?.key === field.key ? wrong.says : undefined}
      isKept={kept.includes(field.key)}
    />
  );
  const rare = fields.filter(({ isRare }) => isRare);
  return (
    <Stack>
      {fields.filter(({ isRare }) => !isRare).map(inputOf)}
      {rare.length === 0 ? null : (
        <Fieldset legend="These suit nearly everybody as they are">
          <Stack>{rare.map(inputOf)}</Stack>
        </Fieldset>
      )}
    </Stack>
  );
}

interface FieldInputProps {
  readonly field: SourceField;
  readonly value: string;
  readonly onType: (value: string) => void;
  readonly error: string | undefined;
  readonly isKept: boolean;
}

function FieldInput({ field, value, onType, error, isKept }: FieldInputProps) {
  const { key, label, help, type, choices, fallback } = field;
  const plain = { label, description: help, error, name: key };
  const needed = { required: fallback === null && !isKept, withAsterisk: fallback === null };
  const text = value === "" && fallback !== null && type !== "secret" ? fallback : value;
  if (type === "list" && choices !== null)
    return (
      <MultiSelect
        {...plain}
        data={[...choices]}
        value={text === "" ? [] : text.split(",")}
        onChange={(chosen) => onType(chosen.join(","))}
      />
    );
  switch (type) {
    case "secret":
      return key.endsWith("-key") && key !== "partner-key" ? (
        <Textarea
          {...plain}
          autosize
          minRows={2}
          maxRows={6}
          value={value}
          placeholder={isKept ? "One is kept; left empty, it stays" : ""}
          onChange={(event) => onType(event.currentTarget.value)}
        />
      ) : (
        <PasswordInput
          {...plain}
          {...needed}
          value={value}
          autoComplete="new-password"
          placeholder={isKept ? "One is kept; left empty, it stays" : ""}
          onChange={(event) => onType(event.currentTarget.value)}
        />
      );
    case "flag":
      return (
        <Switch
          {...plain}
          checked={text === "true"}
          onChange={(event) => onType(String(event.currentTarget.checked))}
        />
      );
    case "choice":
      return (
        <Select
          {...plain}
          {...needed}
          data={[...(choices ?? [])]}
          value={text === "" ? null : text}
          clearable={fallback === ""}
          onChange={(chosen) => onType(chosen ?? "")}
        />
      );
    case "list":
    case "text":
    case "number":
      return (
        <TextInput
          {...plain}
          {...needed}
          value={text}
          inputMode={type === "number" ? "numeric" : "text"}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onType(event.currentTarget.value)}
        />
      );
    default:
      return type satisfies never;
  }
}
