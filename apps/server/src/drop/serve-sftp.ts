import type { SFTPWrapper } from "ssh2";
import { endChannel } from "./end-channel.ts";
import { letGo, serveFiles } from "./serve-files.ts";
import { serveNames, serveRefused } from "./serve-names.ts";
import { createSftpHandles } from "./sftp-handles.ts";
import type { SftpSessionWorld } from "./sftp-session.ts";

/** Answers one client of SFTP version 3 about one folder. `end` lets go of everything it has open. */
export function serveSftp(sftp: SFTPWrapper, world: SftpSessionWorld): { readonly end: () => Promise<void> } {
  const handles = createSftpHandles(world.handlesPerSession);
  const session = { sftp, world, handles };
  serveFiles(session);
  serveNames(session);
  serveRefused(session);
  // A malformed request; the channel is closed by then.
  sftp.on("error", () => undefined);
  // The client has no more to ask, and waits for us to close.
  sftp.on("end", () => void world.queue.whenIdle(() => endChannel(sftp)));
  return {
    end: async () => {
      await world.queue.close();
      for (const thing of handles.takeAll()) await letGo(world, thing);
    },
  };
}
