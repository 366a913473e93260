/** One request to a server of the standard. Nothing of it is a secret but its headers and its body. */
export interface RestRequest {
  readonly method: "GET" | "POST";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /**
   * Further headers, to be asked for anew with every attempt at this request: a signature counts once, and a token may
   * have been replaced since.
   */
  readonly sign?: () => Promise<Readonly<Record<string, string>>>;
  readonly body?: string;
  /** Called once the request is on its way; whoever has other work in between waits for it. */
  readonly onSent?: () => void;
}

/** As much of the web's `Response` as is needed here; a `Response` is one. */
export interface RestAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  json(): Promise<unknown>;
}

/**
 * Asks a server. Given from outside: whoever gives it decides about time limits, sizes, other attempts and which hosts
 * may be reached, and follows no redirect. Any status is an answer; what is thrown passes through as it is.
 */
export type RestFetch = (request: RestRequest) => Promise<RestAnswer>;

/** An object of an answer, as it came. */
export type RestObject = Readonly<Record<string, unknown>>;

/** Whether a value of an answer is an object, and no list. */
export function isObject(value: unknown): value is RestObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The JSON of an answer, or undefined where it is none.
 *
 * @NOTE the parser's own error quotes what it met, which may be a child's record; it ends here.
 */
export async function readJson(answer: RestAnswer): Promise<unknown> {
  try {
    return await answer.json();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
