import { ActionIcon, Burger, Group, Menu, Text, Tooltip, UnstyledButton } from "@mantine/core";
import { turnSession } from "@muster/api/resource/session.ts";
import { roleTerms } from "@muster/rules/access/rights.ts";
import { IconChevronDown, IconUserCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useDeed } from "../data/use-ask.ts";
import { type Session, useSession } from "../data/use-session.ts";
import mark from "../mark.svg";
import { CommandMenu, type Deed } from "./CommandMenu.tsx";

/** What the head of every page offers to do. */
export interface HeaderDeeds {
  readonly scheme: Deed;
  readonly leave: Deed;
  readonly keys: Deed;
}

/** The bar above every page: the rail's button on small screens, the district, the search, and who is signed in. */
export function FrameHeader({
  isRailOpen,
  onRail,
  deeds,
}: {
  readonly isRailOpen: boolean;
  readonly onRail: () => void;
  readonly deeds: HeaderDeeds;
}) {
  const session = useSession();
  const { scheme, leave, keys } = deeds;
  return (
    <Group h="100%" px={{ base: "xs", sm: "md" }} justify="space-between" wrap="nowrap" gap="xs">
      <Group gap="xs" wrap="nowrap" style={{ minWidth: 0 }}>
        <Burger
          opened={isRailOpen}
          onClick={onRail}
          hiddenFrom="sm"
          size="sm"
          aria-label={isRailOpen ? "Close the list of pages" : "Open the list of pages"}
          aria-expanded={isRailOpen}
        />
        <Link to="/" aria-label="Muster: Home" className="mark">
          <img src={mark} alt="" width={28} height={28} />
          <Text fw={700} size="lg" visibleFrom="sm" span>
            Muster
          </Text>
        </Link>
        {session === undefined ? null : <DistrictMenu session={session} />}
      </Group>
      <Group gap="xs" wrap="nowrap">
        <CommandMenu deeds={[scheme, keys, leave]} />
        <Tooltip label={scheme.label}>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={scheme.label}
            onClick={scheme.onClick}
            visibleFrom="sm"
          >
            {scheme.icon}
          </ActionIcon>
        </Tooltip>
        {session === undefined ? null : <OperatorMenu session={session} deeds={deeds} />}
      </Group>
    </Group>
  );
}

function DistrictMenu({ session: { district, districts } }: { readonly session: Session }) {
  const turn = useDeed(turnSession);
  const others = districts.filter(({ districtId }) => districtId !== district.districtId);
  if (others.length === 0)
    return (
      <Text truncate className="district">
        {district.name}
      </Text>
    );
  // Numbers in addresses mean something else in another district: one begins at Home there.
  const turnTo = (districtId: number) =>
    turn.mutate({ body: { districtId } }, { onSuccess: () => window.location.assign("/") });
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <UnstyledButton className="district" aria-label={`District ${district.name}: choose another`}>
          <Group gap={4} wrap="nowrap">
            <Text truncate span>
              {district.name}
            </Text>
            <IconChevronDown size={16} aria-hidden />
          </Group>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Turn to another district</Menu.Label>
        {others.map(({ districtId, name }) => (
          <Menu.Item key={districtId} onClick={() => turnTo(districtId)}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function OperatorMenu({
  session: { name, role },
  deeds: { scheme, keys, leave },
}: {
  readonly session: Session;
  readonly deeds: HeaderDeeds;
}) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <UnstyledButton className="operator" aria-label={`Signed in as ${name}`}>
          <IconUserCircle size={24} stroke={1.6} aria-hidden />
          <Text size="sm" fw={600} truncate maw={160} visibleFrom="md" span>
            {name}
          </Text>
          <IconChevronDown size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {name}, {roleTerms[role].label}
        </Menu.Label>
        <Menu.Item component={Link} to="/settings/me">
          Password and second factor
        </Menu.Item>
        <Menu.Divider />
        {[scheme, keys, leave].map(({ label, icon, onClick }) => (
          <Menu.Item key={label} leftSection={icon} onClick={onClick}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
