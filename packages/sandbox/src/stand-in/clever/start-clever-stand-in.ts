import type { District } from "../../district.ts";
import type { StandInFault } from "../http/fault.ts";
import type { Answer, Route, StandInRequest } from "../http/route.ts";
import { type StandInServer, startStandInServer } from "../http/stand-in-server.ts";
import {
  bearerOf,
  type CleverKeys,
  createRateCount,
  refusedToken,
  standInKeys,
  tokenList,
} from "./access.ts";
import { type CleverListings, createListings } from "./clever-listings.ts";
import { cleverRoutes } from "./clever-routes.ts";
import { type CleverSharing, type CleverView, createCleverView } from "./clever-view.ts";
import type { CleverObject } from "./clever-word.ts";
import { listEvents } from "./list-events.ts";
import { districtObject } from "./place-objects.ts";

export interface CleverStandInOptions {
  readonly district: District;
  readonly sharing?: CleverSharing;
  readonly faults?: readonly StandInFault[];
  /** The clock of the rate limit, in ms; the machine's unless told. */
  readonly now?: () => number;
  /** Requests a minute; Clever's 1200 unless told. */
  readonly rateLimit?: number;
}

/** A server that plays Clever: Data API v3.0 and v3.1, the list of tokens, tokeninfo, and the events. */
export interface CleverStandIn extends StandInServer {
  readonly keys: CleverKeys;
  readonly districtId: string;
  /** What is to be seen now; faults and settings stay as they are. */
  view(): CleverView;
  /** Another day, or other sharing; what changed is in the events from then on. */
  become(district: District, sharing?: CleverSharing): void;
  /** `running`, `paused` … */
  setState(state: string): void;
  /** The district takes the application away: its token is worth nothing. */
  revoke(): void;
  /** Clever gives out another token for the district, and the one before is worth nothing. */
  reissue(): string;
  /** A collection (`terms`), or the users of a role (`contact`), answer with this status; undefined: as usual again. */
  refuse(name: string, status: number | undefined): void;
}

/**
 * Starts Clever on a free port of 127.0.0.1. It is fed by the same district as the files; what Clever cannot say is
 * written in docs/guides/sources/clever.md. Facts: Clever's Swagger files of January 2026 and its documentation.
 */
export async function startCleverStandIn(options: CleverStandInOptions): Promise<CleverStandIn> {
  const keys = standInKeys;
  const now = options.now ?? Date.now;
  const world = createWorld(options.district, options.sharing);
  const rate = createRateCount(now, options.rateLimit);
  // Whose token the user's token is: the first teacher's.
  const ownUser = (): string => world.view.usersOf("teacher").map(world.view.userId)[0] ?? "";
  const routes = cleverRoutes({
    listings: () => world.listings,
    district: (version) => districtObject(world.view, version, { state: world.state, ...pause }),
    events: () => world.events,
    guard: (request) => {
      const instead = rate.count();
      const bearer = bearerOf(request, keys, world.token);
      return instead === undefined ? { bearer } : { bearer, instead };
    },
    refused: (name) => world.refused.get(name),
    ownUser,
  });
  const { districtId } = world.view;
  const accounts = accountRoutes(keys, () => ({
    districtId,
    ownUser: ownUser(),
    token: world.token,
  }));
  const server = await startStandInServer({
    routes: [...accounts, ...routes],
    ...(options.faults === undefined ? {} : { faults: options.faults }),
    expireTokens: () => {
      world.token = undefined;
    },
    notFound: { status: 404, json: { message: "Not Found" } },
  });
  return Object.assign(server, { keys, districtId, ...controls(world, now) });
}

const pause = { pauseStart: "2026-06-20T00:00:00.000Z", pauseEnd: "2026-08-10T00:00:00.000Z" };

/** What the server tells of; a test changes it. */
interface World {
  view: CleverView;
  listings: CleverListings;
  events: readonly CleverObject[];
  state: string;
  /** Undefined once the district has taken the application away. */
  token: string | undefined;
  readonly refused: Map<string, number>;
}

function createWorld(district: District, sharing: CleverSharing | undefined): World {
  const view = createCleverView(district, sharing);
  const empty = { events: [], state: "running", token: standInKeys.token, refused: new Map() };
  return { view, listings: createListings(view), ...empty };
}

function controls(
  world: World,
  now: () => number,
): Pick<CleverStandIn, "view" | "become" | "setState" | "revoke" | "reissue" | "refuse"> {
  return {
    view: () => world.view,
    become: (district, sharing) => {
      const before = world.listings;
      world.view = createCleverView(district, sharing ?? world.view.sharing);
      world.listings = createListings(world.view);
      const at = new Date(now()).toISOString();
      const more = listEvents(before, world.listings, world.events.length + 1, at);
      world.events = [...world.events, ...more];
    },
    setState: (state) => {
      world.state = state;
    },
    revoke: () => {
      world.token = undefined;
    },
    reissue: () => {
      world.token = [...(world.token ?? standInKeys.token)].reverse().join("");
      return world.token;
    },
    refuse: (name, status) => {
      if (status === undefined) world.refused.delete(name);
      else world.refused.set(name, status);
    },
  };
}

interface Account {
  readonly districtId: string;
  readonly ownUser: string;
  readonly token: string | undefined;
}

/** What is asked of clever.com itself, and who somebody is. */
function accountRoutes(keys: CleverKeys, account: () => Account): readonly Route[] {
  const whoAsks = (request: StandInRequest) => bearerOf(request, keys, account().token);
  return [
    {
      ...{ name: "tokens", method: "GET", path: "/oauth/tokens" },
      answer: (request): Answer => tokenList(request, keys, account().districtId, account().token),
    },
    {
      // What else it says is not published: whether the token is good is in the status.
      ...{ name: "tokeninfo", method: "GET", path: "/oauth/tokeninfo" },
      answer: (request): Answer => (whoAsks(request) === "nobody" ? refusedToken : { status: 200, json: {} }),
    },
    {
      ...{ name: "me", method: "GET", path: "/v3.0/me" },
      answer: (request): Answer => {
        if (whoAsks(request) !== "user") return refusedToken;
        const { ownUser: id, districtId: district } = account();
        const data = { id, district, type: "user", authorized_by: "district" };
        return { status: 200, json: { type: "user", data, links: [] } };
      },
    },
  ];
}
