import type { allRoutes } from "@muster/api/all-routes.ts";
import { faultMessage } from "@muster/rules/report/message.ts";
import { type LoginPlace, type Operator, signatureOf } from "@muster/sync/access/operator.ts";
import {
  addOperator,
  changeOperator,
  forgetSecondFactor,
  listOperators,
  readLinkedOperator,
} from "@muster/sync/access/operators.ts";
import { type LinkPurpose, makeSignInLink } from "@muster/sync/access/sign-in-link.ts";
import type { Reader, Transaction } from "@muster/sync/database/database.ts";

import { Fault } from "@muster/sync/fault.ts";
import { mailLink } from "@muster/sync/notice/mail-link.ts";
import type { Answers } from "../answer.ts";
import { districtName } from "../district-name.ts";
import type { HttpWorld } from "../http-world.ts";

/** Answers about who may sign in. */
export const answerOperator: Answers<(typeof allRoutes)["operator"]> = {
  listOperators: ({ world, operator }) =>
    world.db.session(operator.districtId, (session) =>
      session.read(async (tx) => ({
        items: (await listOperators(tx, operator.districtId)).map(({ operatorId, schoolIds, ...one }) => ({
          ...{ ...one, operator: operatorId, schoolIds: [...schoolIds] },
        })),
        schools: await readSchools(tx, operator.districtId),
      })),
    ),
  inviteOperator: async ({ world, operator, body }) => {
    const { districtId } = operator;
    const made = await write(world, districtId, async (tx) => {
      const by = signatureOf(operator);
      const { operatorId, loginId } = await addOperator(tx, districtId, body, by, world.now());
      const login = { districtId, loginId };
      const { email } = body;
      const link = await makeSignInLink(tx, login, "invitation", by, world.now());
      return { operatorId, email, purpose: "invitation" as const, link };
    });
    return sendLink(world, operator, made);
  },
  changeOperator: async ({ world, operator, params, body }) => {
    await write(world, operator.districtId, (tx) =>
      changeOperator(tx, operator.districtId, params.operator, body, signatureOf(operator), world.now()),
    );
    return { isDone: true };
  },
  removeOperator: async ({ world, operator, params }) => {
    const gone = { isRemoved: true };
    await write(world, operator.districtId, (tx) =>
      changeOperator(tx, operator.districtId, params.operator, gone, signatureOf(operator), world.now()),
    );
    return { isDone: true };
  },
  linkOperator: async ({ world, operator, params, body }) => {
    const made = await write(world, operator.districtId, async (tx) => {
      const linked = await readLinkedOperator(tx, operator.districtId, params.operator);
      const { login, email, state } = linked;
      if (body.forgetsSecondFactor) await forgetSecondFactor(tx, login);
      const purpose: LinkPurpose = state === "invited" ? "invitation" : "reset";
      return {
        operatorId: params.operator,
        email,
        purpose,
        link: await linkFor(tx, world, operator, login, purpose),
      };
    });
    return sendLink(world, operator, made);
  },
};

function linkFor(
  tx: Transaction,
  world: HttpWorld,
  operator: Operator,
  login: LoginPlace,
  purpose: LinkPurpose,
): Promise<string> {
  return makeSignInLink(tx, login, purpose, signatureOf(operator), world.now());
}

interface MadeLink {
  readonly operatorId: number;
  readonly email: string;
  readonly purpose: LinkPurpose;
  readonly link: string;
}

/** The link is answered in any case: that it could not be mailed is no reason to have invited nobody. */
async function sendLink(world: HttpWorld, operator: Operator, made: MadeLink) {
  const url = `${world.publicUrl()}/link#${made.link}`;
  const answer = { operator: made.operatorId, link: url, isMailed: false, problem: null };
  if (world.mail === undefined) return answer;
  const { districtId } = operator;
  try {
    await mailLink(world.mail, {
      ...{ to: made.email, operatorId: made.operatorId, by: signatureOf(operator), url, at: world.now() },
      district: { districtId, name: await districtName(world.db, districtId) },
      isInvitation: made.purpose === "invitation",
    });
    return { ...answer, isMailed: true };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { ...answer, problem: faultMessage(error) };
  }
}

function write<T>(world: HttpWorld, districtId: number, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return world.db.session(districtId, (session) => session.write(work));
}

function readSchools(tx: Reader, districtId: number): Promise<{ school: number; name: string }[]> {
  return tx.query<{ school: number; name: string }>(
    `select school_id as school, name from school where district_id = $1 and status = 'active' order by lower(name)`,
    [districtId],
  );
}
