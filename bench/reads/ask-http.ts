import { type Agent, request } from "node:http";
import type { Asked } from "./question.ts";
import type { ServedReads } from "./serve-child.ts";

/** Asks as one of the clients: a system by its token, a person by their cookie. */
export type AskHttp = (client: number, asked: Asked) => Promise<void>;

export const asSystem = (agent: Agent, { port, tokens }: ServedReads): AskHttp =>
  asking(agent, port, (client) => ({ authorization: `Bearer ${tokens[client]}` }));

export const asPerson = (agent: Agent, { port, cookies }: ServedReads): AskHttp =>
  asking(agent, port, (client) => ({
    ...{ cookie: cookies[client] ?? "", origin: `http://127.0.0.1:${port}` },
    "content-type": "application/json",
  }));

/** The answer is read to its end and not looked into: that would be the reader's work. */
function asking(agent: Agent, port: number, as: (client: number) => Record<string, string>): AskHttp {
  return (client, { path, body }) =>
    new Promise((resolve, reject) => {
      const method = body === undefined ? "GET" : "POST";
      const where = { agent, port, host: "127.0.0.1", path, method, headers: as(client) };
      const asked = request(where, (answer) => {
        answer.resume();
        answer.on("end", () => {
          if (answer.statusCode === 200) resolve();
          else reject(new Error(`${path} answered ${answer.statusCode}`));
        });
      });
      asked.on("error", reject);
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
}
