import { allRoutes } from "@muster/api/all-routes.ts";
import type { Route } from "@muster/api/route.ts";
import { auditCsv, countAudit, type KeptEntry, listAudit, verifyAudit } from "@muster/sync/access/audit.ts";
import type { Answers } from "../answer.ts";

/** Answers about what was done. */
export const answerAudit: Answers<(typeof allRoutes)["audit"]> = {
  listAudit: ({ world, operator, query }) =>
    world.db.session(operator.districtId, (session) =>
      session.read(async (tx) => {
        const { districtId } = operator;
        const entries = await listAudit(tx, districtId, query.after, query.limit);
        const items = entries.map(({ hash: _, came, ...entry }) => ({
          ...entry,
          says: entryWords(entry),
          came: came && { how: came.how, code: came.code, says: cameWords(came) },
        }));
        const last = entries.at(-1)?.ordinal ?? 1;
        return { items, next: last > 1 ? String(last) : null, total: await countAudit(tx, districtId) };
      }),
    ),
  exportAudit: async ({ world, operator }) => ({
    name: "audit.csv",
    chunks: auditCsv(world.db, operator.districtId),
  }),
  verifyAudit: async ({ world, operator }) => {
    const proof = await world.db.session(operator.districtId, (session) =>
      session.read((tx) => verifyAudit(tx, operator.districtId)),
    );
    return { ...proof, brokenAt: proof.brokenAt ?? null };
  },
};

/** What is no route has words of its own; every other act is said by the first sentence of its route. */
const ownWords: Readonly<Record<string, string>> = {
  "session.refused": "Somebody was refused at the door: a wrong password or code.",
  "session.open": "Signed in.",
  "session.link": "Signed in by a link.",
  refused: "Was refused: a right was missing.",
};

const routeWords: ReadonlyMap<string, string> = new Map(
  Object.values(allRoutes).flatMap((routes) =>
    Object.values(routes as Readonly<Record<string, Route>>).map(({ name, says }) => [
      name,
      says.split(/(?<=\.)\s/)[0] ?? says,
    ]),
  ),
);

/** The second entry of a deed that was not done speaks of the first. */
function entryWords({ act, facts }: Pick<KeptEntry, "act" | "facts">): string {
  return facts.came === undefined ? actWords(act) : `What came of entry ${String(facts.entry)}.`;
}

function cameWords({ how, why }: { readonly how: string; readonly why: string }): string {
  return `${how === "refused" ? "Refused" : "Failed"}: ${why}.`;
}

function actWords(act: string): string {
  return ownWords[act] ?? routeWords.get(act) ?? act;
}
