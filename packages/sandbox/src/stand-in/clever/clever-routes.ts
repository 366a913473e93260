import type { Answer, Route, StandInRequest } from "../http/route.ts";
import { type Bearer, notFound, refusedToken, wrongKindOfToken } from "./access.ts";
import type { CleverListings } from "./clever-listings.ts";
import { cleverRoles } from "./clever-view.ts";
import type { CleverObject, CleverVersion } from "./clever-word.ts";
import { type Listing, listObjects, pageAnswer, placeOf, withCount } from "./listing.ts";
import { parents, related } from "./related.ts";

/** What the routes answer from; it may change between two requests. */
export interface CleverDesk {
  readonly listings: () => CleverListings;
  readonly district: (version: CleverVersion) => CleverObject;
  readonly events: () => readonly CleverObject[];
  /** An answer in place of the true one: a limit, a token that is not good enough. */
  readonly guard: (request: StandInRequest) => { readonly bearer: Bearer; readonly instead?: Answer };
  /** The status with which a collection or role is refused, if it is. */
  readonly refused: (name: string) => number | undefined;
  /** Of whom the user's token is: it opens that one user. */
  readonly ownUser: () => string;
}

const versions: readonly CleverVersion[] = ["v3.0", "v3.1"];
const cursor = (query: URLSearchParams) => query.get("starting_after") ?? query.get("ending_before") ?? "";

const collections = ["schools", "terms", "courses", "sections", "users"] as const;

function collectionOf(
  all: CleverListings,
  name: (typeof collections)[number],
  query: URLSearchParams,
): Listing {
  if (name !== "users") return all[name];
  return all.users(cleverRoles.find((role) => role === query.get("role")));
}

/** Every route of the Data API that we know of, in the order in which they are tried. */
export function cleverRoutes(desk: CleverDesk): readonly Route[] {
  return [...districtRoutes(desk), ...listRoutes(desk), ...relatedRoutes(desk), ...singleRoutes(desk)];
}

type Answering = (request: StandInRequest, version: CleverVersion) => Answer;

/** An answer for whoever may have it. */
function guarded(
  desk: CleverDesk,
  answer: Answering,
  openTo: (request: StandInRequest) => boolean = () => false,
): Route["answer"] {
  return (request) => {
    const { bearer, instead } = desk.guard(request);
    const version = versions.find((one) => one === request.params.version);
    if (instead !== undefined || version === undefined) return instead ?? notFound;
    if (bearer === "nobody") return refusedToken;
    return bearer === "district" || openTo(request) ? answer(request, version) : wrongKindOfToken;
  };
}

function single(object: CleverObject | undefined): Answer {
  return object === undefined ? notFound : { status: 200, json: { data: object, links: [] } };
}

function objectOf(
  listing: Listing,
  id: string | undefined,
  version: CleverVersion,
): CleverObject | undefined {
  const place = placeOf(listing, id ?? "");
  return place < 0 ? undefined : listing.object(place, version);
}

function refusal(desk: CleverDesk, name: string): Answer | undefined {
  const status = desk.refused(name);
  return status === undefined ? undefined : { status, json: { message: "not shared" } };
}

function listRoutes(desk: CleverDesk): readonly Route[] {
  return collections.map((name) => ({
    ...{ name, method: "GET", path: `/:version/${name}`, cursor },
    answer: guarded(desk, (request, version) => {
      const listing = collectionOf(desk.listings(), name, request.query);
      const uriOf = (id: string) => `/${version}/${name}/${id}`;
      const refused = refusal(desk, request.query.get("role") ?? name);
      return refused ?? withCount(pageAnswer(listing, request, version, uriOf), listing, request);
    }),
  }));
}

function singleRoutes(desk: CleverDesk): readonly Route[] {
  return collections.map((name) => ({
    ...{ name: name.slice(0, -1), method: "GET", path: `/:version/${name}/:id` },
    answer: guarded(
      desk,
      ({ params, query }, version) =>
        single(objectOf(collectionOf(desk.listings(), name, query), params.id, version)),
      ({ params }) => name === "users" && params.id === desk.ownUser(),
    ),
  }));
}

const people = ["mycontacts", "mystudents", "myteachers"];

function relatedRoutes(desk: CleverDesk): readonly Route[] {
  const open = (name: (typeof collections)[number], { params }: StandInRequest, version: CleverVersion) =>
    objectOf(collectionOf(desk.listings(), name, new URLSearchParams()), params.id, version);
  return collections.flatMap((name): Route[] => {
    const lists = Object.entries(related[name] ?? {}).map(
      ([kind, list]): Route => ({
        ...{
          name: `${name.slice(0, -1)}-${kind}`,
          method: "GET",
          path: `/:version/${name}/:id/${kind}`,
          cursor,
        },
        answer: guarded(desk, (request, version) => {
          const object = open(name, request, version);
          if (object === undefined) return notFound;
          const listing = list(desk.listings(), object, request.query);
          const target = people.includes(kind) ? "users" : kind;
          return pageAnswer(listing, request, version, (id) => `/${version}/${target}/${id}`);
        }),
      }),
    );
    const one = (
      kind: string,
      find: (object: CleverObject, version: CleverVersion) => CleverObject | undefined,
    ) =>
      ({
        ...{ name: `${name.slice(0, -1)}-${kind}`, method: "GET", path: `/:version/${name}/:id/${kind}` },
        answer: guarded(desk, (request, version) => {
          const object = open(name, request, version);
          return single(object === undefined ? undefined : find(object, version));
        }),
      }) satisfies Route;
    const own = Object.entries(name === "sections" ? parents : {}).map(([kind, { of, field }]) =>
      one(kind, (object, version) => objectOf(of(desk.listings()), String(object[field]), version)),
    );
    return [...lists, ...own, one("district", (_, version) => desk.district(version))];
  });
}

function districtRoutes(desk: CleverDesk): readonly Route[] {
  const isOwn = ({ params }: StandInRequest) => params.id === desk.district("v3.1").id;
  const list = (
    name: string,
    objects: (request: StandInRequest, version: CleverVersion) => readonly CleverObject[],
  ): Route => ({
    ...{ name, method: "GET", path: `/:version/${name}`, cursor },
    answer: guarded(desk, (request, version) => {
      const uriOf = (id: string) => `/${version}/${name}/${id}`;
      const listing = listObjects(objects(request, version));
      const page = refusal(desk, name) ?? pageAnswer(listing, request, version, uriOf);
      return name === "districts" ? withCount(page, listing, request) : page;
    }),
  });
  return [
    list("districts", (_, version) => [desk.district(version)]),
    list("resources", () => []),
    list("events", ({ query }) => eventsOf(desk, query.getAll("record_type"))),
    {
      ...{ name: "district", method: "GET", path: "/:version/districts/:id" },
      answer: guarded(
        desk,
        (request, version) => single(isOwn(request) ? desk.district(version) : undefined),
        isOwn,
      ),
    },
    {
      ...{ name: "event", method: "GET", path: "/:version/events/:id" },
      answer: guarded(desk, ({ params }) => single(desk.events().find(({ id }) => id === params.id))),
    },
  ];
}

function eventsOf(desk: CleverDesk, kinds: readonly string[]): readonly CleverObject[] {
  return desk
    .events()
    .filter(({ type }) => kinds.length === 0 || kinds.includes(String(type).split(".")[0] ?? ""));
}
