import { PageHead } from "../../parts/PageHead.tsx";

/** Not built yet. */
export function HistoryPage() {
  return <PageHead title="History" />;
}
