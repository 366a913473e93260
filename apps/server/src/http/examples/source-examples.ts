import { ownSource } from "./own-source.ts";
import type { ExamplesOf } from "./route-example.ts";

const source = ownSource("sftp");
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
  makeSourceKey: { params: source },
  rotateSource: { params: source, body: async () => ({ isAnew: true }) },
};
