import type { allRoutes } from "@muster/api/all-routes.ts";
import { mayDo } from "@muster/rules/access/rights.ts";
import {
  type ListedToken,
  listTokens,
  longestTokenDays,
  makeToken,
  revokeToken,
} from "@muster/sync/access/api-tokens.ts";
import type { Operator } from "@muster/sync/access/operator.ts";
import { Fault } from "@muster/sync/fault.ts";
import type { Answers } from "../answer.ts";

/** Answers about tokens of scripts. */
export const answerToken: Answers<(typeof allRoutes)["token"]> = {
  listTokens: async ({ world, operator }) => {
    const listed = await world.db.session(operator.districtId, (session) =>
      session.read((tx) => listTokens(tx, operator.districtId, whose(operator))),
    );
    return { items: listed.map((token) => shown(token, world.now())), mostDays: longestTokenDays };
  },
  makeToken: async ({ world, operator, body }) => {
    const rights = [...new Set(body.rights)];
    const beyond = rights.find((right) => !mayDo(operator.role, right, operator.granted));
    if (beyond !== undefined)
      throw new Fault("access.right.missing", "never", "a token does what its operator may do at most", {
        ...{ right: beyond, role: operator.role },
      });
    const made = await world.db.session(operator.districtId, (session) =>
      session.write((tx) => makeToken(tx, operator, { ...body, rights }, world.now())),
    );
    return { token: made.tokenId, secret: made.token, endsAt: made.endsAt };
  },
  revokeToken: async ({ world, operator, params }) => {
    await world.db.session(operator.districtId, (session) =>
      session.write((tx) => revokeToken(tx, operator.districtId, params.token, whose(operator), world.now())),
    );
    return { isDone: true };
  },
};

/** Undefined: everybody's, for whoever governs. */
function whose({ role, granted, operatorId }: Operator): number | undefined {
  return mayDo(role, "govern", granted) ? undefined : operatorId;
}

function shown({ tokenId, operatorId: _, rights, ...token }: ListedToken, now: Date) {
  const isOver = new Date(token.endsAt) <= now;
  const standing = token.revokedAt !== null ? "revoked" : isOver ? "ended" : "works";
  return { ...token, token: tokenId, rights: [...rights], standing: standing as "works" };
}
