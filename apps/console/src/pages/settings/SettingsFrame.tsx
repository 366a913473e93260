import { Button, Group } from "@mantine/core";
import type { Right } from "@muster/rules/access/rights.ts";
import { Link, useRouterState } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useSession } from "../../data/use-session.ts";
import { PageHead } from "../../parts/PageHead.tsx";

const pages = [
  { to: "/settings", label: "Settings", right: "see" },
  { to: "/settings/seasons", label: "Seasons", right: "see" },
  { to: "/settings/notices", label: "Notifications", right: "set" },
  { to: "/settings/operators", label: "People who sign in", right: "govern" },
  { to: "/settings/tokens", label: "Tokens", right: "see" },
  { to: "/settings/clients", label: "Other systems", right: "govern" },
  { to: "/settings/audit", label: "Audit log", right: "govern" },
  { to: "/settings/me", label: "My password", right: "see" },
] as const satisfies readonly { to: string; label: string; right: Right }[];

/** What all pages of settings share: the head, and the way to the others that somebody may see. */
export function SettingsFrame({
  title,
  says,
  deeds,
  children,
}: {
  readonly title: string;
  readonly says: ReactNode;
  readonly deeds?: ReactNode;
  readonly children: ReactNode;
}) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const rights: readonly Right[] = useSession()?.rights ?? [];
  return (
    <>
      <PageHead title={title} says={says}>
        {deeds}
      </PageHead>
      <Group component="nav" aria-label="Pages of settings" gap="4px 0" mb="lg">
        {pages
          .filter(({ right }) => rights.includes(right))
          .map(({ to, label }) => (
            <Button
              key={to}
              component={Link}
              to={to}
              size="compact-md"
              variant={path === to ? "light" : "subtle"}
              aria-current={path === to ? "page" : undefined}
            >
              {label}
            </Button>
          ))}
      </Group>
      {children}
    </>
  );
}
