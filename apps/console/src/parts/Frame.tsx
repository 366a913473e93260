import { AppShell, NavLink, ScrollArea, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { closeSession } from "@muster/api/resource/session.ts";
import { IconKeyboard, IconLogout, IconMoon, IconSun } from "@tabler/icons-react";
import { Link, Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { useMemo } from "react";
import { useDeed } from "../data/use-ask.ts";
import { openCommandMenu } from "./CommandMenu.tsx";
import { FrameHeader, type HeaderDeeds } from "./FrameHeader.tsx";
import { ProveDialog } from "./ProveDialog.tsx";
import { railPages } from "./rail-pages.ts";
import { SessionGuard } from "./SessionGuard.tsx";
import { ShortcutHelp } from "./ShortcutHelp.tsx";
import { SilenceBanner } from "./SilenceBanner.tsx";
import { useShortcuts } from "./use-shortcuts.ts";

/** What stays around every page: the rail, the district, who is signed in, and what is heard of the server. */
export function Frame() {
  const [isOpen, rail] = useDisclosure();
  const [isHelpOpen, help] = useDisclosure();
  usePageKeys(help.open);
  const deeds = useHeaderDeeds(help.open);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: "sm", collapsed: { mobile: !isOpen } }}
      padding={{ base: "sm", sm: "lg" }}
      transitionDuration={0}
    >
      <a className="skip" href="#page">
        Skip to the page
      </a>
      <AppShell.Header className="no-print">
        <FrameHeader isRailOpen={isOpen} onRail={rail.toggle} deeds={deeds} />
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label="Pages" className="no-print">
        <AppShell.Section grow component={ScrollArea}>
          <Rail onGo={rail.close} />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="page" tabIndex={-1}>
        <div className="page">
          <SilenceBanner />
          <Outlet />
        </div>
      </AppShell.Main>
      <SessionGuard />
      <ProveDialog />
      <ShortcutHelp isOpen={isHelpOpen} onClose={help.close} />
    </AppShell>
  );
}

function Rail({ onGo }: { readonly onGo: () => void }) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  return railPages.map(({ to, label, icon: Icon }) => {
    const isHere = to === "/" ? path === "/" : path === to || path.startsWith(`${to}/`);
    return (
      <NavLink
        key={to}
        component={Link}
        to={to}
        label={label}
        leftSection={<Icon size={18} stroke={1.7} aria-hidden />}
        active={isHere}
        aria-current={isHere ? "page" : undefined}
        className="rail-page"
        onClick={onGo}
      />
    );
  });
}

/** `g` and a letter go to a page, `/` finds, `?` tells the keys. */
function usePageKeys(openHelp: () => void): void {
  const navigate = useNavigate();
  const shortcuts = useMemo(
    () => ({
      ...Object.fromEntries(railPages.map(({ to, key }) => [`g ${key}`, () => void navigate({ to })])),
      "/": openCommandMenu,
      "?": openHelp,
    }),
    [navigate, openHelp],
  );
  useShortcuts(shortcuts);
}

function useHeaderDeeds(openHelp: () => void): HeaderDeeds {
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme("light") === "dark";
  const close = useDeed(closeSession);
  const Icon = isDark ? IconSun : IconMoon;
  return {
    scheme: {
      label: isDark ? "Use light colours" : "Use dark colours",
      icon: <Icon size={18} aria-hidden />,
      onClick: () => setColorScheme(isDark ? "light" : "dark"),
    },
    keys: { label: "Keys", icon: <IconKeyboard size={18} aria-hidden />, onClick: openHelp },
    leave: {
      label: "Sign out",
      icon: <IconLogout size={18} aria-hidden />,
      onClick: () => close.mutate({}, { onSuccess: () => window.location.assign("/sign-in") }),
    },
  };
}
