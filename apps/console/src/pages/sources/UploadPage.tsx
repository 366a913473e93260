import {
  Alert,
  Anchor,
  Button,
  Card,
  FileButton,
  Group,
  List,
  Progress,
  Radio,
  Select,
  Stack,
  Text,
  Title,
} from "@mantine/core";
import { showSchoolMatches } from "@muster/api/resource/match.ts";
import { upload } from "@muster/api/resource/upload.ts";
import { IconFileUpload } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type DragEvent, useRef, useState } from "react";
import { AskError } from "../../data/ask.ts";
import { type SendProgress, sendFiles } from "../../data/send-files.ts";
import { useAsk } from "../../data/use-ask.ts";
import { useMay } from "../../data/use-session.ts";
import { MessageCard } from "../../parts/MessageCard.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { count, counted } from "../../parts/words.ts";

/** Brings files from this computer: a dry run first, which seals a plan and changes nothing. */
export function UploadPage() {
  const mayDecide = useMay("decide");
  const [files, setFiles] = useState<readonly File[]>([]);
  const [missing, setMissing] = useState("left");
  const [school, setSchool] = useState<string | null>(null);
  const sending = useSending();
  const send = (applies: boolean) =>
    sending.send(files, {
      ...{ applies: applies ? "true" : "false", missing: missing === "kept" ? "kept" : "left" },
      ...(school === null ? {} : { school }),
    });
  if (!mayDecide)
    return (
      <>
        <PageHead title="Bring files" />
        <Alert color="gray" title="Your role does not start syncs">
          An owner or a data manager of your district can.
        </Alert>
      </>
    );
  return (
    <>
      <PageHead
        title="Bring files"
        says="users.csv, classes.csv, enrollments.csv, and orgs.csv or guardians.csv where you have them; or one ZIP."
      />
      <Stack maw={820} gap="lg">
        <DropZone files={files} onFiles={setFiles} />
        <Radio.Group
          label="Who is not in these files"
          value={missing}
          onChange={setMissing}
          description="Either way, too many removals at once wait for a person."
        >
          <Stack gap="xs" mt="xs">
            <Radio value="left" label="has left: the files list everybody" />
            <Radio value="kept" label="stays as they are: the files hold only what is new" />
          </Stack>
        </Radio.Group>
        <SchoolChoice value={school} onChange={setSchool} />
        {sending.error === undefined ? null : <MessageCard message={sending.error.problem} />}
        {sending.progress === undefined ? (
          <Group>
            <Button disabled={files.length === 0} onClick={() => send(false)}>
              Dry run: plan it, change nothing
            </Button>
            <Button variant="default" disabled={files.length === 0} onClick={() => send(true)}>
              Sync now: apply what is safe
            </Button>
          </Group>
        ) : (
          <Sending progress={sending.progress} onStop={sending.stop} />
        )}
      </Stack>
    </>
  );
}

type UploadQuery = {
  readonly applies: "true" | "false";
  readonly missing: "left" | "kept";
  readonly school?: string;
};

/** Sends the files and goes to where they are followed: they wait for their turn, as every sync does. */
function useSending() {
  const navigate = useNavigate();
  const [progress, setProgress] = useState<SendProgress>();
  const [error, setError] = useState<AskError>();
  const control = useRef<AbortController>(undefined);
  const send = (files: readonly File[], query: UploadQuery) => {
    control.current = new AbortController();
    setError(undefined);
    setProgress({ sent: 0, of: 0 });
    const options = { key: crypto.randomUUID(), signal: control.current.signal, onProgress: setProgress };
    sendFiles(upload, { query }, files, options)
      .then(({ errandId }) => navigate({ to: "/sources/asked/$errand", params: { errand: errandId } }))
      .catch((failure: unknown) => {
        if (failure instanceof AskError) setError(failure);
      })
      .finally(() => setProgress(undefined));
  };
  return { send, stop: () => control.current?.abort(), progress, error };
}

function DropZone({
  files,
  onFiles,
}: {
  readonly files: readonly File[];
  readonly onFiles: (files: readonly File[]) => void;
}) {
  const take = (taken: readonly File[]) =>
    onFiles([...files.filter(({ name }) => !taken.some((one) => one.name === name)), ...taken]);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    take([...event.dataTransfer.files]);
  };
  return (
    <Card
      withBorder
      padding="xl"
      style={{ borderStyle: "dashed", borderWidth: 2 }}
      component="section"
      aria-label="Your files"
      onDrop={drop}
      onDragOver={(event) => event.preventDefault()}
    >
      <Stack>
        <Group>
          <FileButton onChange={take} multiple accept=".csv,.zip,text/csv,application/zip">
            {(props) => (
              <Button variant="default" leftSection={<IconFileUpload size={18} aria-hidden />} {...props}>
                Choose files
              </Button>
            )}
          </FileButton>
          <Text size="sm" c="dimmed">
            or drop them here
          </Text>
        </Group>
        {files.length === 0 ? null : (
          <>
            <Title order={2} size="h5">{`${counted(files.length, "file")} chosen`}</Title>
            <List>
              {files.map((file) => (
                <List.Item key={file.name}>
                  {`${file.name}, ${count(file.size)} bytes `}
                  <Anchor
                    component="button"
                    type="button"
                    onClick={() => onFiles(files.filter((one) => one !== file))}
                    aria-label={`Leave out ${file.name}`}
                  >
                    leave out
                  </Anchor>
                </List.Item>
              ))}
            </List>
          </>
        )}
      </Stack>
    </Card>
  );
}

/** The files of one school speak of that school alone; it must be matched to say which that is. */
function SchoolChoice({
  value,
  onChange,
}: {
  readonly value: string | null;
  readonly onChange: (school: string | null) => void;
}) {
  const matches = useAsk(showSchoolMatches);
  const fed = matches.data?.ours.filter(({ links }) => links.length > 0) ?? [];
  if (fed.length < 2) return null;
  return (
    <Select
      label="They speak of"
      description="Files of one school change nothing in the others."
      placeholder="the whole district"
      data={fed.map(({ school, name }) => ({ value: String(school), label: name }))}
      value={value}
      onChange={onChange}
      clearable
      searchable
    />
  );
}

function Sending({ progress, onStop }: { readonly progress: SendProgress; readonly onStop: () => void }) {
  const { sent, of } = progress;
  const share = of === 0 ? 0 : Math.round((100 * sent) / of);
  return (
    <Stack gap="xs" aria-live="polite">
      <Text>
        {share < 100
          ? `Sending: ${count(sent)} of ${count(of)} bytes. Stopping now leaves nothing behind.`
          : "All of it has arrived."}
      </Text>
      <Progress value={share} aria-label={`${share} percent sent`} />
      <Group>
        <Button variant="default" onClick={onStop}>
          Stop
        </Button>
      </Group>
    </Stack>
  );
}
