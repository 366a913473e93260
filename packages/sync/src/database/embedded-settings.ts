import { statfs } from "node:fs/promises";
import { totalmem } from "node:os";

/** What varies between two embedded servers. */
export interface EmbeddedChoices {
  readonly socketFolder: string;
  /** False only in the cluster of the tests: a crash of the machine may lose everything, and runs are faster. */
  readonly isDurable: boolean;
}

/** Below this a parallel hash join of ours does not fit /dev/shm (a container has 64 MiB by default). */
const enoughSharedMemoryBytes = 512 * 1024 * 1024;

/**
 * The whole postgresql.conf, written anew at every start so that a newer Muster brings its own settings.
 *
 * The log tells what happened and never a row: no statements, no detail ("Key (email)=(…) already exists").
 * max_wal_size is also the length of a recovery: 8 GB took 16 s after a kill, 2 GB a quarter of it.
 */
export async function embeddedSettings(choices: EmbeddedChoices): Promise<string> {
  const durable = choices.isDurable ? "on" : "off";
  const settings: readonly (readonly [name: string, value: string])[] = [
    ["listen_addresses", ""],
    // The value is a list of names: the inner quotes keep a comma in a path from splitting it.
    ["unix_socket_directories", `"${choices.socketFolder.replaceAll('"', '""')}"`],
    ["unix_socket_permissions", "0700"],
    ["max_connections", "100"],
    ["password_encryption", "scram-sha-256"],
    ["shared_buffers", sharedBuffers()],
    ["work_mem", "64MB"],
    ["maintenance_work_mem", "256MB"],
    ["dynamic_shared_memory_type", (await hasSharedMemory()) ? "posix" : "mmap"],
    ["max_wal_size", "2GB"],
    ["wal_compression", "on"],
    ["fsync", durable],
    ["full_page_writes", durable],
    ["synchronous_commit", durable],
    ["jit", "off"],
    ["random_page_cost", "1.1"],
    ["timezone", "UTC"],
    ["datestyle", "iso, ymd"],
    ["lc_messages", "C"],
    ["log_timezone", "UTC"],
    ["log_line_prefix", "%m [%p] "],
    ["log_error_verbosity", "terse"],
    ["log_min_error_statement", "panic"],
    ["log_checkpoints", "off"],
  ];
  const lines = settings.map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  return `# Written by Muster at every start; changes made here are lost.\n${lines.join("\n")}\n`;
}

/** An eighth of what this machine, or its container, has, within bounds: a day of a large district touches much. */
function sharedBuffers(): string {
  const mib = Math.min(totalmem(), process.constrainedMemory() || totalmem()) / (1024 * 1024);
  return `${Math.floor(Math.min(1024, Math.max(128, mib / 8)))}MB`;
}

async function hasSharedMemory(): Promise<boolean> {
  if (process.platform !== "linux") return true;
  const found = await statfs("/dev/shm").catch(() => undefined);
  return found !== undefined && found.bsize * found.blocks >= enoughSharedMemoryBytes;
}

/** Who may connect: by the Unix socket, with a password, and nobody else. */
export const embeddedAccess = "# Written by Muster at every start.\nlocal all all scram-sha-256\n";
