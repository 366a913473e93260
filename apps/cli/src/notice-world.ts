import type { NoticeWorld } from "@muster/sync/notice/notice-world.ts";
import type { RunWorld } from "@muster/sync/run/sync-request.ts";
import type { Cli } from "./cli.ts";

/** A command's world with what sending notices needs of it. Ctrl-C begins no further one. */
export function noticeWorld(cli: Cli, { db, keys, now }: RunWorld): NoticeWorld {
  const { mail, allowsPrivateHosts } = cli.config;
  return { ...{ db, keys, now, mail, allowsPrivateHosts }, signal: cli.interrupt.signal };
}
