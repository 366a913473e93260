import { Button, Group, NumberInput, Select, Stack, Switch } from "@mantine/core";
import { previewSetting, resetSetting, setSetting } from "@muster/api/resource/setting.ts";
import { useState } from "react";
import { useDeed } from "../../data/use-ask.ts";
import { MessageCard } from "../../parts/MessageCard.tsx";
import { told } from "../../parts/told.ts";
import { PreviewDialog } from "./PreviewDialog.tsx";
import type { Setting } from "./settings-answers.ts";
import { valueWords } from "./value-words.ts";

type Value = Setting["value"];

/** Another value, what it would change, and only then saving it. */
export function SettingEditor({ setting }: { readonly setting: Setting }) {
  const { key, value, shows } = setting;
  const [wanted, setWanted] = useState<Value>(value);
  const [isOpen, setOpen] = useState(false);
  const preview = useDeed(previewSetting);
  const save = useDeed(setSetting);
  const reset = useDeed(resetSetting);
  const params = { key };
  const isChanged = wanted !== value;
  const done = (now: Value) => {
    setOpen(false);
    setWanted(now);
    told(`${setting.label}: ${valueWords(setting, now)}`);
  };
  const look = () => {
    setOpen(true);
    preview.mutate({ params, body: { value: wanted } });
  };
  const keep = () =>
    save.mutate({ params, body: { value: wanted } }, { onSuccess: (after) => done(after.value) });
  const problem = save.error?.problem ?? reset.error?.problem;
  return (
    <Stack gap="xs">
      <ValueInput setting={setting} value={wanted} onChange={setWanted} />
      {isChanged ? (
        <Group gap="xs">
          <Button size="xs" onClick={shows === "nothing" ? keep : look} loading={save.isPending}>
            {shows === "nothing" ? "Save" : "What would this change?"}
          </Button>
          <Button size="xs" variant="default" onClick={() => setWanted(value)}>
            Leave it
          </Button>
        </Group>
      ) : null}
      {!isChanged && setting.setBy !== null ? (
        <Button
          size="xs"
          variant="default"
          w="fit-content"
          loading={reset.isPending}
          onClick={() => reset.mutate({ params }, { onSuccess: (after) => done(after.value) })}
        >
          Back to {valueWords(setting, setting.fallback)}
        </Button>
      ) : null}
      {problem === undefined ? null : <MessageCard message={problem} />}
      <PreviewDialog
        isOpen={isOpen}
        title={`${setting.label}: ${valueWords(setting, value)} → ${valueWords(setting, wanted)}`}
        preview={preview}
        isSaving={save.isPending}
        onSave={keep}
        onClose={() => setOpen(false)}
      />
    </Stack>
  );
}

function ValueInput({
  setting: { form, label },
  value,
  onChange,
}: {
  readonly setting: Setting;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}) {
  switch (form.is) {
    case "choice":
      return (
        <Select
          aria-label={label}
          data={form.words.map(({ word, label: words }) => ({ value: word, label: words }))}
          value={String(value)}
          allowDeselect={false}
          onChange={(word) => word !== null && onChange(word)}
        />
      );
    case "toggle":
      return (
        <Switch
          aria-label={label}
          label={value === true ? "on" : "off"}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case "whole":
      return (
        <NumberInput
          aria-label={label}
          min={form.from}
          max={form.to}
          suffix={` ${form.unit}`}
          allowDecimal={false}
          value={Number(value)}
          onChange={(typed) => typed !== "" && onChange(Number(typed))}
        />
      );
    default:
      return form satisfies never;
  }
}
