import { PageHead } from "../../parts/PageHead.tsx";

/** Not built yet. */
export function SeasonsPage() {
  return <PageHead title="Seasons" />;
}
