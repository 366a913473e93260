import { Button, Group } from "@mantine/core";

/** The ways through a list that begins with the newest: to what is older, and back to the beginning. */
export function OlderButtons<Place>({
  after,
  next,
  go,
}: {
  /** Where the page that is shown begins; undefined is the newest. */
  readonly after: Place | undefined;
  /** Where the next begins; null where this is the last. */
  readonly next: Place | null;
  readonly go: (after: Place | undefined) => void;
}) {
  return (
    <Group>
      {after === undefined ? null : (
        <Button variant="default" onClick={() => go(undefined)}>
          Newest
        </Button>
      )}
      {next === null ? null : (
        <Button variant="default" onClick={() => go(next)}>
          Older
        </Button>
      )}
    </Group>
  );
}
