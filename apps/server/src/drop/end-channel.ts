import type { SFTPWrapper } from "ssh2";

/**
 * Closes the channel of a client that has no more to ask, saying that all went well.
 *
 * @NOTE ssh2 sends no exit status for SFTP and has no public way to do it. Without one OpenSSH's `scp` fails after an
 * upload that succeeded, so its inner objects are asked, and left alone where they are not as they were in 1.17.
 */
export function endChannel(sftp: SFTPWrapper): void {
  const protocol: unknown = Reflect.get(sftp, "_protocol");
  const outgoing: unknown = Reflect.get(sftp, "outgoing");
  if (
    typeof protocol === "object" &&
    protocol !== null &&
    typeof outgoing === "object" &&
    outgoing !== null
  ) {
    const tell: unknown = Reflect.get(protocol, "exitStatus");
    if (typeof tell === "function" && Reflect.get(outgoing, "state") === "open")
      Reflect.apply(tell, protocol, [Reflect.get(outgoing, "id"), 0]);
  }
  sftp.end();
}
