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

/** The pages of the rail, in the order of urgency (eight at most: more is not found again). */
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
