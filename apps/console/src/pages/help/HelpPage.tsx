import { PageHead } from "../../parts/PageHead.tsx";

/** Not built yet. */
export function HelpPage() {
  return <PageHead title="Help" />;
}
