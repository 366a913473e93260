import { addOperator } from "@muster/sync/access/operators.ts";
import type { TestDistrict } from "@muster/sync/run/test-district.ts";
import type { ExamplesOf } from "./route-example.ts";

const params = async (of: TestDistrict) => ({ operator: await newOperator(of) });

export const operatorExamples: ExamplesOf<"operator"> = {
  listOperators: {},
  inviteOperator: { body: async () => ({ name: "Vera", email: newAddress(), role: "viewer" }) },
  changeOperator: { params, body: async () => ({ role: "data-manager" }) },
  removeOperator: { params },
  linkOperator: { params },
};

let made = 0;

function newAddress(): string {
  made += 1;
  return `vera-${made}@oak.example.org`;
}

/** Each row of the matrix has one of its own. */
async function newOperator({ db, districtId }: TestDistrict): Promise<number> {
  const who = { name: "Vera", email: newAddress(), role: "viewer", schoolIds: [] } as const;
  const { operatorId } = await db.session(districtId, (session) =>
    session.write((tx) => addOperator(tx, districtId, who, "test", new Date("2026-09-01T00:00:00Z"))),
  );
  return operatorId;
}
