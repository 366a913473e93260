import { Button, Card, Group, Stack, TextInput, Title } from "@mantine/core";
import { IconHelpCircle } from "@tabler/icons-react";
import { useState } from "react";
import { type Question, WhyAnswer } from "./WhyAnswer.tsx";

/** "Why is Mia not in 4B?": the question that schools call with. */
export function WhyBox({ personId, name }: { readonly personId: number; readonly name: string }) {
  const [written, setWritten] = useState("");
  const [question, setQuestion] = useState<Question | undefined>(undefined);
  return (
    <Card withBorder component="section" aria-labelledby="why-box">
      <Stack gap="sm">
        <Title order={2} size="h4" id="why-box">
          Why is {name} in a class, or not?
        </Title>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (written.trim() !== "") setQuestion({ who: `m-${personId}`, classroom: written.trim() });
          }}
        >
          <Group align="end" gap="sm">
            <TextInput
              label="Class"
              description="Its title, its code, or its ID in the source"
              value={written}
              onChange={(event) => setWritten(event.currentTarget.value)}
              autoComplete="off"
              style={{ flex: "1 1 14rem" }}
            />
            <Button type="submit" variant="default" leftSection={<IconHelpCircle size={16} aria-hidden />}>
              Ask why
            </Button>
          </Group>
        </form>
        {question === undefined ? null : <WhyAnswer question={question} onAsk={setQuestion} />}
      </Stack>
    </Card>
  );
}
