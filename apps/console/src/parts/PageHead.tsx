import { Group, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { useRouterState } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { commandStore } from "./command-store.ts";

/** The page whose head was shown last; the first one that is opened keeps the focus where the browser put it. */
let lastPath: string | undefined;
/** The page whose head was given the focus last. */
let headed: string | undefined;

/**
 * The head of a page: its one h1, a sentence below it, and its main deeds beside it. Whoever came from another page
 * has the focus on the h1, so that a screen reader says where they are and the keyboard goes on from there.
 */
export function PageHead({
  title,
  says,
  children,
}: {
  readonly title: string;
  readonly says?: ReactNode;
  readonly children?: ReactNode;
}) {
  useDocumentTitle(`${title} · Muster`);
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (path === undefined) return;
    // The head that had the focus while the page came is gone with what stood there meanwhile.
    const isLost = path === headed && document.activeElement === document.body;
    if (path === lastPath && !isLost) return;
    const isFirst = lastPath === undefined;
    lastPath = path;
    if (isFirst || isTyping()) return;
    headed = path;
    head.current?.focus({ preventScroll: true });
  }, [path]);
  return (
    <Group justify="space-between" align="start" mb="lg">
      <Stack gap={4} style={{ flex: "1 1 20rem", minWidth: 0 }}>
        <Title ref={head} order={1} size="h2" tabIndex={-1} className="page-head">
          {title}
        </Title>
        {says === undefined ? null : (
          <Text component="div" c="dimmed">
            {says}
          </Text>
        )}
      </Stack>
      {children === undefined ? null : (
        <Group gap="sm" className="deeds">
          {children}
        </Group>
      )}
    </Group>
  );
}

/** Somebody has gone on to a field of the page, or opened the menu, before the head was there. */
function isTyping(): boolean {
  if (commandStore.getState().opened) return true;
  return document.activeElement?.matches("#page input, #page textarea, #page select") ?? false;
}
