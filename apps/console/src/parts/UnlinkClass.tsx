import { Button, Group, Modal, Radio, Stack, Text } from "@mantine/core";
import { showUnlinking, unlinkClassroom } from "@muster/api/resource/match.ts";
import type { Answered } from "@muster/api/route.ts";
import { useState } from "react";
import type { AskError } from "../data/ask.ts";
import { useAsk, useDeed } from "../data/use-ask.ts";
import { Answer } from "./Answer.tsx";
import { DeedTrouble } from "./DeedTrouble.tsx";
import { told } from "./told.ts";

/** Which class of which source feeds which of our classes. */
interface ClassLink {
  readonly classroom: number;
  readonly source: number;
  readonly sourcedId: string;
}

/** Takes the link of a class away; what that leaves is said before, and whoever the source brought stays if one likes. */
export function UnlinkClass({
  link,
  isSmall = false,
}: {
  readonly link: ClassLink;
  readonly isSmall?: boolean;
}) {
  const [isOpen, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <>
      <Button
        variant="default"
        w="fit-content"
        size={isSmall ? "compact-sm" : "xs"}
        aria-label={`Take the link away: ${link.sourcedId}`}
        onClick={() => setOpen(true)}
      >
        Take the link away
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={`Take the link away: ${link.sourcedId}`}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <Question link={link} onClose={close} />
      </Modal>
    </>
  );
}

function Question({ link, onClose }: { readonly link: ClassLink; readonly onClose: () => void }) {
  const { classroom, source, sourcedId } = link;
  const unlink = useDeed(unlinkClassroom);
  const words = useAsk(
    showUnlinking,
    { params: { classroom }, query: { source, sourcedId } },
    // Once it is gone there is nothing left to ask about.
    { isOff: !unlink.isIdle && !unlink.isError },
  );
  const save = async (people: "stay" | "leave"): Promise<void> => {
    const values = { params: { classroom }, body: { source, sourcedId, people } };
    // Awaited, for what has the button is gone with the link before the answer is here.
    const { run, says } = await unlink.mutateAsync(values);
    told(`${says} It is run ${run}, and can be undone.`);
    onClose();
  };
  return (
    <Answer of={words}>
      {(said) => (
        <Choice
          words={said}
          error={unlink.error}
          isBusy={unlink.isPending}
          onSave={(people) => void save(people).catch(() => undefined)}
          onClose={onClose}
        />
      )}
    </Answer>
  );
}

function Choice({
  words: { says, choices },
  error,
  isBusy,
  onSave,
  onClose,
}: {
  readonly words: Answered<typeof showUnlinking>;
  readonly error: AskError | null;
  readonly isBusy: boolean;
  readonly onSave: (people: "stay" | "leave") => void;
  readonly onClose: () => void;
}) {
  const [people, setPeople] = useState<"stay" | "leave">("stay");
  return (
    <Stack>
      <DeedTrouble error={error} />
      {says.map((sentence) => (
        <Text key={sentence} size="sm">
          {sentence}
        </Text>
      ))}
      {choices.length === 0 ? null : (
        <Radio.Group
          label="Who is in the class by this link"
          value={people}
          onChange={(value) => setPeople(value === "leave" ? "leave" : "stay")}
        >
          <Stack gap="sm" mt="xs">
            {choices.map((choice) => (
              <Radio
                key={choice.people}
                value={choice.people}
                label={choice.label}
                description={choice.says}
              />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <Text size="sm">It stands in the history at once, and can be undone there.</Text>
      <Group justify="end">
        <Button variant="default" onClick={onClose}>
          Leave it
        </Button>
        <Button loading={isBusy} onClick={() => onSave(people)}>
          Take the link away
        </Button>
      </Group>
    </Stack>
  );
}
