import type { Episode } from "@muster/rules/report/notice/notice.ts";
import type { Database } from "../database/database.ts";

/** Trouble that is open in a district, as a person looks at it. */
export interface OpenTrouble {
  /** `source 3`, or `district`. */
  readonly subject: string;
  readonly openedAt: string;
  /** null: it may pass by itself, and nobody has been told. */
  readonly toldAt: string | null;
  readonly causes: readonly {
    readonly kind: string;
    readonly code: string;
    readonly run: number | undefined;
  }[];
}

export async function listTrouble(db: Database, districtId: number): Promise<readonly OpenTrouble[]> {
  return db.session(districtId, (session) =>
    session.read(async (tx) => {
      const rows = await tx.query<{ subject: string; episode: Episode }>(
        `select subject, episode from notice_subject
          where district_id = $1 and episode is not null order by subject`,
        [districtId],
      );
      return rows.map(({ subject, episode: { openedAt, toldAt, causes } }) => ({
        ...{ subject, openedAt, toldAt },
        causes: causes
          .filter(({ isPresent }) => isPresent)
          .map(({ kind, code, run }) => ({ kind, code, run })),
      }));
    }),
  );
}
