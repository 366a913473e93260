import {
  Button,
  Group,
  getDefaultZIndex,
  Modal,
  PasswordInput,
  Stack,
  Text,
  TextInput,
  type TextInputProps,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { proveSession, setPassword } from "@muster/api/resource/session.ts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { type AskError, ask } from "../data/ask.ts";
import { type ProofWanted, setProver } from "../data/prove.ts";
import { useSession } from "../data/use-session.ts";
import { MessageCard } from "./MessageCard.tsx";
import { NewPassword } from "./NewPassword.tsx";

/**
 * Asks who is at the keyboard before something that cannot be taken back easily: for the password, or, of somebody who
 * came by a link and has none, for a first one. It lies over every page, and what was asked for goes on afterwards.
 */
export function ProveDialog() {
  const [wanted, setWanted] = useState<ProofWanted>();
  const answer = useRef<(isProved: boolean) => void>(undefined);
  useEffect(
    () =>
      setProver((next) => {
        setWanted(next);
        return new Promise((resolve) => {
          answer.current = resolve;
        });
      }),
    [],
  );
  const end = (isProved: boolean) => {
    setWanted(undefined);
    answer.current?.(isProved);
  };
  const isFirst = wanted === "new-password";
  return (
    <Modal
      opened={wanted !== undefined}
      onClose={() => end(false)}
      title={isFirst ? "Set a password first, please" : "Is it still you?"}
      centered
      // Mounted with the frame, so a page's own dialog would come to lie over it.
      zIndex={getDefaultZIndex("overlay")}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {isFirst ? <FirstPassword onEnd={end} /> : <Proof onEnd={end} />}
    </Modal>
  );
}

interface Ending {
  readonly onEnd: (isProved: boolean) => void;
}

function Proof({ onEnd }: Ending) {
  const session = useSession();
  const form = useForm({ initialValues: { password: "", code: "" } });
  const prove = useMutation<unknown, AskError, { password: string; code: string }>({
    mutationFn: ({ password, code }) =>
      ask(proveSession, { body: { password, ...(code === "" ? {} : { code }) } }),
    onSuccess: () => onEnd(true),
  });
  return (
    <form onSubmit={form.onSubmit((typed) => prove.mutate(typed))}>
      <Stack>
        <Text size="sm">
          What you are about to do cannot be taken back easily. Type your password once more, and it goes on.
        </Text>
        {prove.error === null ? null : <MessageCard message={prove.error.problem} />}
        <PasswordInput
          {...form.getInputProps("password")}
          label="Password"
          autoComplete="current-password"
          required
          data-autofocus
        />
        {session?.hasSecondFactor === true ? <CodeInput {...form.getInputProps("code")} /> : null}
        <Ends onEnd={onEnd} isPending={prove.isPending} label="Go on" />
      </Stack>
    </form>
  );
}

function FirstPassword({ onEnd }: Ending) {
  const client = useQueryClient();
  const form = useForm({ initialValues: { password: "" } });
  const set = useMutation<unknown, AskError, { password: string }>({
    mutationFn: ({ password }) => ask(setPassword, { body: { password } }),
    onSuccess: () => {
      void client.invalidateQueries();
      onEnd(true);
    },
  });
  return (
    <form onSubmit={form.onSubmit((typed) => set.mutate(typed))}>
      <Stack>
        <Text size="sm">
          You came in by a link. Before something that cannot be taken back easily Muster asks whether it is
          still you, and a password is how it asks. You sign in with it from now on.
        </Text>
        {set.error === null ? null : <MessageCard message={set.error.problem} />}
        <NewPassword {...form.getInputProps("password")} data-autofocus />
        <Ends onEnd={onEnd} isPending={set.isPending} label="Set it and go on" />
      </Stack>
    </form>
  );
}

/** The six digits of an authenticator app. */
export function CodeInput(given: TextInputProps) {
  return (
    <TextInput
      {...given}
      label="Code of your authenticator app"
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={10}
      required
    />
  );
}

function Ends({ onEnd, isPending, label }: Ending & { readonly isPending: boolean; readonly label: string }) {
  return (
    <Group justify="end">
      <Button variant="default" onClick={() => onEnd(false)}>
        Cancel
      </Button>
      <Button type="submit" loading={isPending}>
        {label}
      </Button>
    </Group>
  );
}
