import { PageHead } from "../../parts/PageHead.tsx";

/** Not built yet. */
export function StartPage() {
  return <PageHead title="Set up your district" />;
}
