import { PageHead } from "../../parts/PageHead.tsx";

/** Not built yet. */
export function PeoplePage() {
  return <PageHead title="People & classes" />;
}
