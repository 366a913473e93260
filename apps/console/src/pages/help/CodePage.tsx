import { PageHead } from "../../parts/PageHead.tsx";

/** Not built yet. */
export function CodePage() {
  return <PageHead title="Message" />;
}
