import {
  ActionIcon,
  AppShell,
  Burger,
  Group,
  Menu,
  NavLink,
  ScrollArea,
  Text,
  Tooltip,
  UnstyledButton,
  useComputedColorScheme,
  useMantineColorScheme,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { closeSession, turnSession } from "@muster/api/resource/session.ts";
import { roleTerms } from "@muster/rules/access/rights.ts";
import { IconMoon, IconSun } from "@tabler/icons-react";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { useDeed } from "../data/use-ask.ts";
import { useSession } from "../data/use-session.ts";
import mark from "../mark.svg";
import { CommandMenu } from "./CommandMenu.tsx";
import { railPages } from "./rail-pages.ts";

/** What stays around every page: the rail, the district, who is signed in. */
export function Frame() {
  const [isOpen, rail] = useDisclosure();
  const path = useRouterState({ select: (state) => state.location.pathname });
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: "sm", collapsed: { mobile: !isOpen } }}
      padding={{ base: "sm", sm: "lg" }}
    >
      <a className="skip" href="#page">
        Skip to the page
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={isOpen} onClick={rail.toggle} hiddenFrom="sm" size="sm" aria-label="Pages" />
            <img src={mark} alt="" width={28} height={28} />
            <Text fw={700} visibleFrom="xs">
              Muster
            </Text>
            <DistrictMenu />
          </Group>
          <Group gap="xs" wrap="nowrap">
            <CommandMenu />
            <SchemeButton />
            <OperatorMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label="Pages">
        <AppShell.Section grow component={ScrollArea}>
          {railPages.map(({ to, label, icon: Icon }) => (
            <NavLink
              key={to}
              component={Link}
              to={to}
              label={label}
              leftSection={<Icon size={18} stroke={1.7} aria-hidden />}
              active={to === "/" ? path === "/" : path.startsWith(to)}
              onClick={rail.close}
            />
          ))}
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="page" tabIndex={-1}>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}

function DistrictMenu() {
  const session = useSession();
  const turn = useDeed(turnSession);
  if (session === undefined) return null;
  const others = session.districts.filter(({ districtId }) => districtId !== session.district.districtId);
  if (others.length === 0)
    return (
      <Text c="dimmed" truncate maw={{ base: 140, sm: 280 }}>
        {session.district.name}
      </Text>
    );
  return (
    <Menu>
      <Menu.Target>
        <UnstyledButton aria-label={`District ${session.district.name}: choose another`}>
          {session.district.name} ▾
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {others.map(({ districtId, name }) => (
          <Menu.Item key={districtId} onClick={() => turn.mutate({ body: { districtId } })}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function SchemeButton() {
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme("light") === "dark";
  const label = isDark ? "Use light colours" : "Use dark colours";
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={label}
        onClick={() => setColorScheme(isDark ? "light" : "dark")}
      >
        {isDark ? <IconSun size={18} aria-hidden /> : <IconMoon size={18} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  );
}

function OperatorMenu() {
  const session = useSession();
  const close = useDeed(closeSession);
  if (session === undefined) return null;
  const leave = () => close.mutate({}, { onSuccess: () => window.location.assign("/sign-in") });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <UnstyledButton aria-label={`Signed in as ${session.name}`}>
          <Text size="sm" fw={600} truncate maw={160}>
            {session.name} ▾
          </Text>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{roleTerms[session.role].label}</Menu.Label>
        <Menu.Item component={Link} to="/settings/me">
          Password and second factor
        </Menu.Item>
        <Menu.Item onClick={leave}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
