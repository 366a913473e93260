import {
  IconArrowsExchange,
  IconBuildingCommunity,
  IconHelp,
  IconHistory,
  IconHome,
  IconListCheck,
  IconPlugConnected,
  IconSettings,
} from "@tabler/icons-react";

/** The pages of the rail, in the order of urgency (eight at most: more is not found again). `key` follows a g. */
export const railPages = [
  { to: "/", label: "Home", icon: IconHome, key: "h" },
  { to: "/changes", label: "Changes", icon: IconArrowsExchange, key: "c" },
  { to: "/people", label: "People & classes", icon: IconBuildingCommunity, key: "p" },
  { to: "/problems", label: "Problems", icon: IconListCheck, key: "b" },
  { to: "/sources", label: "Sources", icon: IconPlugConnected, key: "o" },
  { to: "/history", label: "History", icon: IconHistory, key: "r" },
  { to: "/settings", label: "Settings", icon: IconSettings, key: "s" },
  { to: "/help", label: "Help", icon: IconHelp, key: "e" },
] as const;

/** Pages that the rail does not name, found by the command menu. */
export const furtherPages = [
  { to: "/start", label: "Set up, step by step", says: "From nothing to a first safe sync" },
  { to: "/sources/new", label: "Add a source", says: "Clever, ClassLink, a OneRoster server, SFTP, files" },
  {
    to: "/sources/schools",
    label: "Match schools",
    says: "Which school is which, and from there match classes",
  },
  { to: "/history/compare", label: "Compare two runs", says: "What only the later one has" },
  {
    to: "/settings/seasons",
    label: "Seasons",
    says: "Days in which a roster is frozen, or takes additions only",
  },
  { to: "/settings/notices", label: "Notifications", says: "Who hears when something waits or fails" },
  { to: "/settings/operators", label: "People who sign in", says: "Roles and invitations" },
  { to: "/settings/tokens", label: "Access for programs", says: "Tokens for scripts that use Muster" },
  { to: "/settings/clients", label: "Other systems", says: "What may read the directory by OneRoster REST" },
  { to: "/settings/audit", label: "Audit log", says: "Who did what, and when" },
  {
    to: "/settings/me",
    label: "My password and second factor",
    says: "And the browsers you are signed in with",
  },
] as const;
