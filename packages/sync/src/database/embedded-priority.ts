import { constants, setPriority } from "node:os";
import { systemCode } from "../disk/system-code.ts";
import { chooseAccount, runAs } from "./embedded-account.ts";
import { commandOf } from "./embedded-cluster.ts";
import { locateFolder } from "./embedded-folder.ts";

/** The same step as that of a process that syncs large districts: beside others it gets a tenth of a processor. */
const { PRIORITY_BELOW_NORMAL } = constants.priority;

/**
 * Lets every other process go before a backend of the embedded server, for the rest of the backend's life: an ordinary
 * user may take priority away and not give it back. Best effort, for nothing but time hangs on it.
 *
 * @returns whether it was done
 */
export async function lowerPriority(home: string, pid: number): Promise<boolean> {
  // Beside a server in another container the number would be that of somebody else.
  if (!(await commandOf(pid))?.startsWith("postgres:")) return false;
  try {
    setPriority(pid, PRIORITY_BELOW_NORMAL);
    return true;
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
  }
  // Root without the right to do it, as in plain containers, asks the account that the server runs as.
  const account = await chooseAccount((await locateFolder(home)).data);
  if (account?.kind !== "user") return false;
  return (
    (await runAs(account, "renice", ["-n", String(PRIORITY_BELOW_NORMAL), "-p", String(pid)])).exitCode === 0
  );
}
