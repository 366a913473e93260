import { Card, Center, Stack, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";
import mark from "../../mark.svg";
import "./door.css";

/** What stands before the console: one card, in the middle of nothing else. */
export function Door({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  useDocumentTitle(`${title} · Muster`);
  return (
    <Center component="main" mih="100vh" p="md">
      <Card withBorder shadow="sm" padding="xl" w="100%" maw={440}>
        <Stack gap="lg">
          <img src={mark} alt="" width={40} height={40} />
          <Title order={1} size="h2">
            {title}
          </Title>
          {children}
        </Stack>
      </Card>
    </Center>
  );
}
