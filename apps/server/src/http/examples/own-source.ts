import type { TestDistrict } from "@muster/sync/run/test-district.ts";

/** Numbers of sources begin anew in each district: only one that is made for it is nobody else's. */
const first = { sftp: 7_000, drop: 8_000 } as const;

/** A source of this district alone, made where it is not there yet: a draft that nobody has looked at. */
export function ownSource(kind: keyof typeof first) {
  return async ({ db, districtId }: TestDistrict): Promise<{ readonly source: number }> => {
    const source = first[kind] + districtId;
    await db.session(districtId, (session) =>
      session.write((tx) =>
        tx.query(
          `insert into source (district_id, source_id, kind, name, state, known) values ($1, $2, $3, 'Site', 'draft', $4)
           on conflict do nothing`,
          [districtId, source, kind, JSON.stringify(known)],
        ),
      ),
    );
    return { source };
  };
}

/** Of no server: addresses of our own network are refused before anything is sent. */
const known = {
  host: "127.0.0.1",
  port: "22",
  path: "",
  login: "roster",
  "host-key": `SHA256:${"n".repeat(43)}`,
};
