import type { allRoutes } from "@muster/api/all-routes.ts";
import { listSources } from "@muster/sync/connection/connections.ts";
import {
  addDropKey,
  createDropAccount,
  type DropPlace,
  removeDropKey,
  rotateDropPassword,
} from "@muster/sync/directory/drop-accounts.ts";
import { listDropAccounts } from "@muster/sync/directory/read-drop-accounts.ts";
import { Fault } from "@muster/sync/fault.ts";
import { openDropHostKeys } from "../../drop/host-key.ts";
import type { Answers } from "../answer.ts";
import { assertProved } from "../assert-proved.ts";
import type { HttpWorld } from "../http-world.ts";

/** Answers about accounts for uploading to this Muster. A password is in one answer and never again. */
export const answerDrop: Answers<(typeof allRoutes)["drop"]> = {
  showDrop: async ({ world, operator, params }) => {
    const place = await placeOf(world, operator.districtId, params.source);
    const keys = await openDropHostKeys(world.home);
    const accounts = await listDropAccounts(world.db, place.districtId);
    const account = accounts.find(({ sourceId }) => sourceId === place.sourceId);
    return {
      ...{ host: new URL(world.publicUrl()).hostname, port: world.dropPort?.() ?? null },
      ...{ fingerprint: keys.current.fingerprint, nextFingerprint: keys.next.fingerprint },
      account:
        account === undefined
          ? null
          : {
              ...{ login: account.login, isEnabled: account.isEnabled, hasPassword: account.hasPassword },
              keys: account.keys.map(({ fingerprint, label, addedAt }) => ({
                ...{ fingerprint, label, addedAt: new Date(addedAt).toISOString() },
              })),
              ...{ allowedAddresses: [...account.allowedAddresses], quotaBytes: account.quotaBytes },
              isWriteOnly: account.isWriteOnly,
              lastUsedAt:
                account.lastUsedAt === undefined ? null : new Date(account.lastUsedAt).toISOString(),
              lastUsedFrom: account.lastUsedFrom ?? null,
            },
    };
  },
  openDrop: async ({ world, operator, params, body }) => {
    const place = await placeOf(world, operator.districtId, params.source);
    await assertProved(world, operator);
    const { login } = await createDropAccount(world.db, place, world.now());
    const password = body.withPassword ? await rotateDropPassword(world.db, place, world.now()) : null;
    return { login, password };
  },
  renewDropPassword: async ({ world, operator, params }) => {
    const place = await placeOf(world, operator.districtId, params.source);
    await assertProved(world, operator);
    return { password: await rotateDropPassword(world.db, place, world.now()) };
  },
  addDropKey: async ({ world, operator, params, body }) => {
    const place = await placeOf(world, operator.districtId, params.source);
    await assertProved(world, operator);
    const key = { text: body.publicKey, label: body.label };
    return { fingerprint: (await addDropKey(world.db, place, key, world.now())).fingerprint };
  },
  removeDropKey: async ({ world, operator, params, body }) => {
    const place = await placeOf(world, operator.districtId, params.source);
    await removeDropKey(world.db, place, body.fingerprint);
    return { isDone: true };
  },
};

/** @throws Fault `source.id.unknown`, `drop.account.missing` where nobody uploads to the source */
async function placeOf(world: HttpWorld, districtId: number, sourceId: number): Promise<DropPlace> {
  const source = (await listSources(world.db, districtId)).find((one) => one.sourceId === sourceId);
  const facts = { source: sourceId };
  if (source === undefined) throw new Fault("source.id.unknown", "never", "there is no such source", facts);
  if (source.kind !== "drop")
    throw new Fault("drop.account.missing", "never", "this source has no drop account", {
      ...{ district: districtId, source: sourceId },
    });
  return { districtId, sourceId };
}
