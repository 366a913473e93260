import { List, Stack, Text, Title } from "@mantine/core";
import { watchSource } from "@muster/api/resource/arrival.ts";
import { useLive } from "../../data/use-live.ts";
import { StateMark } from "../../parts/StateMark.tsx";
import { count, instant } from "../../parts/words.ts";

/** Whether a district was seen at its drop, and what lies there; it changes while one looks. */
export function LiveDrop({ source }: { readonly source: number }) {
  const live = useLive(watchSource, { params: { source } });
  const drop = live?.drop ?? undefined;
  return (
    <Stack gap="xs" aria-live="polite" component="section" aria-label="What we see">
      <Title order={3} size="h5">
        What we see
      </Title>
      {drop === undefined ? <Text size="sm">Looking …</Text> : null}
      {drop === undefined ? null : drop.signedInAt === null ? (
        <StateMark standing="open" word="Nobody has signed in yet; this line changes by itself" />
      ) : (
        <StateMark
          standing="good"
          word={`We see you: signed in ${instant(drop.signedInAt)} from ${drop.signedInFrom ?? "somewhere"}`}
        />
      )}
      {drop?.isUploading === true ? <StateMark standing="busy" word="Something is being uploaded" /> : null}
      {drop === undefined || drop.files.length === 0 ? null : (
        <List size="sm">
          {drop.files.map(({ name, bytes, arrivedAt }) => (
            <List.Item
              key={name}
            >{`${name}, ${count(bytes)} bytes, arrived ${instant(arrivedAt)}`}</List.Item>
          ))}
        </List>
      )}
    </Stack>
  );
}
