import { PageHead } from "../../parts/PageHead.tsx";

/** Not built yet. */
export function NoticesPage() {
  return <PageHead title="Notifications" />;
}
