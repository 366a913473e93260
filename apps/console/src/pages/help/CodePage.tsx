import { Badge, Button, Code, CopyButton, Group, Stack, Text, Title } from "@mantine/core";
import { showCode } from "@muster/api/resource/code.ts";
import { capital } from "@muster/rules/report/letter-case.ts";
import { ownerWords } from "@muster/rules/report/wording/owner-words.ts";
import { useParams } from "@tanstack/react-router";
import { useAsk } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { SeverityMark } from "../../parts/SeverityMark.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import type { CodeItem } from "./help-search.ts";

/** One message and everything there is to say of it: the same words as in a report. */
export function CodePage() {
  const { code = "" } = useParams({ strict: false });
  const told = useAsk(showCode, { params: { code } });
  return (
    <>
      <Text size="sm" mb="xs">
        <TextLink to="/help">Help</TextLink>
      </Text>
      <PageHead title={code} says={told.data?.says} />
      <Answer of={told}>{partsOf}</Answer>
    </>
  );
}

function partsOf(item: CodeItem) {
  return <CodeParts {...item} />;
}

function CodeParts({ code, kind, severity, message }: CodeItem) {
  return (
    <Stack gap="lg" maw={720}>
      <Group gap="sm">
        {severity === null ? (
          <Badge variant="default" size="lg" tt="none">
            {kind === "gate" ? "Why a plan waits" : "Failure"}
          </Badge>
        ) : (
          <SeverityMark severity={severity} />
        )}
        {kind === "finding" ? (
          <TextLink to="/problems" size="sm">
            See which problems are open
          </TextLink>
        ) : null}
      </Group>
      <Part title="What it means" text={`For example: ${message.what}.`} />
      <Part title="What Muster does" text={message.did} />
      <Part title="Likely cause" text={message.cause} />
      <Part title="What to do" text={message.fix} />
      <Part title="Who can do it" text={`${capital(ownerWords[message.owner])}.`} />
      {message.vendorText === undefined ? null : (
        <Stack gap="xs">
          <Title order={2} size="h5">
            To send them
          </Title>
          <Text size="sm">An example. The message itself names the file, the row and the IDs.</Text>
          <Code block style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
            {message.vendorText}
          </Code>
          <CopyButton value={message.vendorText}>
            {({ copied, copy }) => (
              <Button w="fit-content" size="xs" variant="default" onClick={copy}>
                {copied ? "Copied" : "Copy the example"}
              </Button>
            )}
          </CopyButton>
        </Stack>
      )}
      <Text size="sm">
        The code <Code>{code}</Code> never changes. Give it to whoever helps you.
      </Text>
    </Stack>
  );
}

function Part({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <Stack gap={4}>
      <Title order={2} size="h5">
        {title}
      </Title>
      <Text style={{ overflowWrap: "anywhere" }}>{text}</Text>
    </Stack>
  );
}
