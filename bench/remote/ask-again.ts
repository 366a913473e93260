import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { signOAuth1 } from "@muster/oneroster/rest/oauth1.ts";
import type { Credential } from "./stand-ins.ts";

/** Questions to be asked once more, as somebody else asked them. */
export interface Repetition {
  readonly as: "bare" | "parsing";
  readonly origin: string;
  readonly questions: readonly string[];
  readonly credential: Credential;
}

/** The least a client can do: asks over one socket, one question after the other, and keeps nothing of the answers. */
export async function askAgain({ as, origin, questions, credential }: Repetition): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  const authorization = await authorizationOf(credential);
  for (const question of questions) {
    const url = new URL(question, origin);
    const asked = request(url, { agent, headers: { authorization: await authorization(url) } }).end();
    // A checked edge: what this event comes with is written in Node's documentation.
    const [answer] = (await once(asked, "response")) as [IncomingMessage];
    if (answer.statusCode !== 200) throw new Error(`status ${answer.statusCode} for ${url.pathname}`);
    if (as === "bare") {
      answer.resume();
      await once(answer, "end");
      continue;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk);
    JSON.parse(Buffer.concat(chunks).toString());
  }
  agent.destroy();
  return 0;
}

type Authorize = (url: URL) => string | Promise<string>;

async function authorizationOf(credential: Credential): Promise<Authorize> {
  switch (credential.by) {
    case "bearer":
      return () => `Bearer ${credential.bearer}`;
    case "oauth1": {
      const key = {
        ...{ consumerKey: credential.key, consumerSecret: credential.secret },
        method: "HMAC-SHA256",
      } as const;
      const stamp = () => ({ nonce: randomUUID(), timestamp: Math.floor(Date.now() / 1000) });
      return (url) => signOAuth1({ method: "GET", url }, key, stamp());
    }
    case "oauth2": {
      const token = await tokenFor(credential);
      return () => `Bearer ${token}`;
    }
    default:
      throw new Error(`no such credential: ${credential satisfies never}`);
  }
}

async function tokenFor(client: Credential & { readonly by: "oauth2" }): Promise<string> {
  const answer = await fetch(client.tokenUrl, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${client.id}:${client.secret}`)}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  // A checked edge: the stand-in's own answer, in the words of RFC 6749.
  const { access_token: token } = (await answer.json()) as { readonly access_token?: string };
  if (token === undefined) throw new Error("the stand-in gives no token");
  return token;
}
