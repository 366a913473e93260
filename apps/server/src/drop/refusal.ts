import ssh2 from "ssh2";

/** Answers of SFTP version 3 (draft-ietf-secsh-filexfer-02 §7). */
export const status = ssh2.utils.sftp.STATUS_CODE;

/**
 * What a client asked for is not done, for a reason that it may know: an answer of SFTP, not a fault of ours. The text is
 * shown by most clients, so it says what to do, and never a path of this machine.
 */
export class Refusal extends Error {
  readonly status: number;

  constructor(code: number, text: string, options?: ErrorOptions) {
    super(text, options);
    this.name = "Refusal";
    this.status = code;
  }
}

export function noSuchFile(): Refusal {
  return new Refusal(status.NO_SUCH_FILE, "No such file");
}

export function notAllowed(text: string): Refusal {
  return new Refusal(status.PERMISSION_DENIED, text);
}
