import { addressOf, type Values } from "@muster/api/address-of.ts";
import type { Problem } from "@muster/api/problem.ts";
import type { Answered, Route } from "@muster/api/route.ts";
import { AskError, unreachable } from "./ask.ts";

/** How much of the files has left this computer, in bytes. */
export interface SendProgress {
  readonly sent: number;
  readonly of: number;
}

/** How files are sent. */
export interface SendOptions {
  /** The same for the same deed: sent again after a broken line, it is done once. */
  readonly key: string;
  /** Ends it; nothing is kept of it then. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: SendProgress) => void;
}

/**
 * Sends files with a route that takes them.
 *
 * @throws AskError with the message to show; a DOMException where the signal ended it
 */
export function sendFiles<R extends Route>(
  route: R,
  values: Values<R>,
  files: readonly File[],
  { key, signal, onProgress }: SendOptions,
): Promise<Answered<R>> {
  const form = new FormData();
  for (const file of files) form.append("files", file, file.name);
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.open(route.method, addressOf(route, values));
    request.setRequestHeader("idempotency-key", key);
    request.upload.onprogress = ({ loaded, total }) => onProgress({ sent: loaded, of: total });
    request.onload = () => {
      const isJson = (request.getResponseHeader("content-type") ?? "").startsWith("application/json");
      if (!isJson) return reject(new AskError(unreachable));
      const answered: unknown = JSON.parse(request.responseText);
      if (request.status < 300) resolve(answered as Answered<R>);
      else reject(new AskError(answered as Problem));
    };
    request.onerror = () => reject(new AskError(unreachable));
    request.onabort = () => reject(new DOMException("stopped", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}
