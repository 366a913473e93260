import { PageHead } from "../../parts/PageHead.tsx";

/** Not built yet. */
export function SettingsPage() {
  return <PageHead title="Settings" />;
}
