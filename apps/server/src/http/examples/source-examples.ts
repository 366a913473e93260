import { ownSource } from "./own-source.ts";
import type { ExamplesOf } from "./route-example.ts";

const source = ownSource("sftp");

/** A source gets its first pair by this route, and a second one by another. */
const sourceWithoutKey: typeof source = async (district) => {
  const own = await source(district);
  const { db, districtId } = district;
  await db.session(districtId, (session) =>
    session.write((tx) =>
      tx.query(
        "update source set secrets = null, next_secrets = null where district_id = $1 and source_id = $2",
        [districtId, own.source],
      ),
    ),
  );
  return own;
};

const values = {
  host: "127.0.0.1",
  login: "roster",
  password: "Sesame-1",
  "host-key": `SHA256:${"n".repeat(43)}`,
};

export const sourceExamples: ExamplesOf<"source"> = {
  listSourceKinds: {},
  listSources: {},
  showSource: { params: source },
  addSource: {
    body: async () => ({ kind: "sftp", name: "Site", values, follows: "separate" }),
  },
  changeSource: { params: source, body: async () => ({ name: "The site" }) },
  // Addresses inside our own network are refused.
  trySource: { body: async () => ({ kind: "sftp", values }), status: 422 },
  // No password and no key is kept yet.
  lookSource: { params: source, status: 422 },
  checkSource: { params: source },
  planSource: { params: source },
  enableSource: { params: source, status: 400 },
  pauseSource: { params: source },
  resumeSource: { params: source, status: 400 },
  makeSourceKey: { params: sourceWithoutKey },
  // There is no pair that another one could follow.
  rotateSource: { params: sourceWithoutKey, body: async () => ({ isAnew: true }), status: 422 },
};
