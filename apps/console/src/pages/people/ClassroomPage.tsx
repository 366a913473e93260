import { PageHead } from "../../parts/PageHead.tsx";

/** Not built yet. */
export function ClassroomPage() {
  return <PageHead title="Class" />;
}
