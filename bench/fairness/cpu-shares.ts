import { cpuMsOf, loweredCpuMs, machineCpuMs, serverCpuMs } from "../processor-time.ts";

/** Processor time by who used it, in ms: what is left of the truth where the machine does other things meanwhile. */
export interface CpuShares {
  /** The service, which syncs the small districts. */
  readonly service: number;
  /** The process beside it, which syncs the large one. */
  readonly beside: number;
  /** PostgreSQL, without what stands back for others. */
  readonly server: number;
  /** PostgreSQL for the large one: backends of lowered priority. */
  readonly besideServer: number;
  /** Everything of the machine. */
  readonly machine: number;
}

export async function readCpu(of: {
  readonly service: number | undefined;
  readonly beside: number | undefined;
  readonly server: number | undefined;
}): Promise<CpuShares> {
  const [service, beside, all, besideServer, machine] = await Promise.all([
    ...[cpuMsOf(of.service), cpuMsOf(of.beside), serverCpuMs(of.server)],
    ...[loweredCpuMs(of.server), machineCpuMs()],
  ]);
  return {
    ...{ service: service ?? 0, beside: beside ?? 0, server: (all ?? 0) - (besideServer ?? 0) },
    ...{ besideServer: besideServer ?? 0, machine: machine ?? 0 },
  };
}

/** What was used between two readings; a process that was not there before began at nothing. */
export function sinceCpu(before: CpuShares, after: CpuShares): CpuShares {
  return {
    service: after.service - before.service,
    beside: Math.max(0, after.beside - before.beside),
    server: after.server - before.server,
    besideServer: Math.max(0, after.besideServer - before.besideServer),
    machine: after.machine - before.machine,
  };
}
