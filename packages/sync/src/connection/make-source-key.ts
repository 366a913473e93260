import { Fault } from "../fault.ts";
import { makeKeyPair } from "../source/sftp/make-key-pair.ts";
import type { SourceKind } from "../source/source.ts";
import { changeSource, openSource } from "./connections.ts";
import { keepNextSecrets, readNextSecrets } from "./next-secrets.ts";
import { parseValues } from "./source-values.ts";
import type { SourceWorld } from "./source-world.ts";

/** The half of a new pair that is shown. */
export interface MadeKey {
  /** One line for the site's `authorized_keys`. */
  readonly publicKey: string;
  readonly fingerprint: string;
  /** True: it takes the place of the password that is in use once `rotateSource` has opened the site with it. */
  readonly isWaiting: boolean;
}

/**
 * Makes the first key pair of an SFTP source; the private half is sealed at once and never shown. A draft signs in with it
 * from then on. A source that runs goes on with its password until the pair was tested.
 *
 * @throws Fault `source.key.kept` where it has a pair already, in use or waiting: another one in its place would lock us
 * out until the site knows it; `source.field.unknown` where it is no SFTP source; `source.id.unknown`, `keys.secret.damaged`
 */
export async function makeSourceKey(
  world: Pick<SourceWorld, "db" | "keys">,
  kind: SourceKind,
  at: { readonly districtId: number; readonly sourceId: number },
): Promise<MadeKey> {
  const { db, keys } = world;
  const { districtId, sourceId } = at;
  const source = await openSource(db, keys, districtId, sourceId);
  const next = await db.session(districtId, (session) => session.read((tx) => readNextSecrets(tx, keys, at)));
  const isWaiting = Object.keys(next).length > 0;
  if (isWaiting || (source.values["private-key"] ?? "") !== "")
    throw new Fault("source.key.kept", "never", "the source has a key pair already", {
      ...{ source: sourceId, isWaiting },
    });
  const { privateKey, publicKey, fingerprint } = makeKeyPair(`muster-source-${sourceId}`);
  const values = { "private-key": privateKey, passphrase: "" };
  parseValues(kind, { ...source.values, ...values });
  const waits = source.state !== "draft";
  if (waits)
    await db.session(districtId, (session) => session.write((tx) => keepNextSecrets(tx, keys, at, values)));
  else await changeSource(world, kind, at, { values });
  return { publicKey, fingerprint, isWaiting: waits };
}
