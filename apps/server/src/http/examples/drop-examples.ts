import { ownSource } from "./own-source.ts";
import type { ExamplesOf } from "./route-example.ts";

const source = ownSource("drop");

export const dropExamples: ExamplesOf<"drop"> = {
  showDrop: { params: source },
  // An account is made once: where nobody uploads there is none to make.
  openDrop: { params: ownSource("sftp"), status: 422 },
  renewDropPassword: { params: source, status: 422 },
  addDropKey: { params: source, body: async () => ({ publicKey: "ssh-ed25519 x" }), status: 422 },
  removeDropKey: { params: source, body: async () => ({ fingerprint: "SHA256:x" }), status: 404 },
};
