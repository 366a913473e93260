import type { Asked, Route } from "@muster/api/route.ts";
import type { Operator } from "@muster/sync/access/operator.ts";
import type { BrowserFacts } from "@muster/sync/access/session.ts";
import type { z } from "zod";
import type { HttpWorld } from "./http-world.ts";

/** The browser's side of being signed in. */
export interface Door {
  /** The secret that its cookie holds. */
  readonly secret: string | undefined;
  readonly browser: BrowserFacts;
  /** Gives the browser its cookie. */
  readonly admit: (secret: string) => void;
  /** Takes the cookie away. */
  readonly dismiss: () => void;
}

/** A file that came with a request; read it to its end before the next. */
export interface SentFile {
  readonly name: string;
  readonly stream: NodeJS.ReadableStream;
}

/** One request that was checked: its values, who asks and what may be used to answer. */
export interface Asking<R extends Route> extends Asked<R> {
  readonly world: HttpWorld;
  /** Of a route that is open to everybody there is none. */
  readonly operator: R["right"] extends "open" ? undefined : Operator;
  readonly door: Door;
  /** Aborted when whoever asked has gone. */
  readonly gone: AbortSignal;
  /** The Idempotency-Key of a request with files: only whoever has read them knows whether they are the same. */
  readonly key: string | undefined;
  /** Of a route that takes files. */
  readonly files: () => AsyncIterable<SentFile>;
}

/** A file to be kept: its name and its text. */
export interface FileAnswer {
  readonly name: string;
  readonly chunks: AsyncIterable<string>;
}

/** What a route's answering function gives back: what its answer says, a stream of that, or a file. */
export type AnswerOf<R extends Route> = R["form"] extends "events"
  ? AsyncIterable<z.input<R["answer"]>>
  : z.input<R["answer"]> | FileAnswer | AsyncIterable<z.input<R["answer"]>>;

export type Answer<R extends Route> = (asking: Asking<R>) => Promise<AnswerOf<R>>;

/** An answering function for every route of a resource. */
export type Answers<Routes> = {
  readonly [Name in keyof Routes]: Routes[Name] extends Route ? Answer<Routes[Name]> : never;
};
