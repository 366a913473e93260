import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabase } from "../database/database.ts";
import { openHomeKeys } from "../keys/home-keys.ts";
import type { RunWorld } from "./sync-request.ts";
import type { ChildOrder } from "./test-crash-child.ts";
import {
  openTestDistrict,
  type Roster,
  smallRoster,
  student,
  type TestDistrict,
  without,
} from "./test-district.ts";

/** A home with a durable database of its own, which other processes may open and die in. */
export interface TestHome {
  readonly world: RunWorld;
  readonly district: (name: string) => Promise<TestDistrict>;
  /** Has another process do something, and answers how it ended and what it printed. */
  readonly elsewhere: (order: Omit<ChildOrder, "home">) => Promise<ChildEnd>;
}

export interface ChildEnd {
  readonly signal: string | null;
  readonly code: number | null;
  readonly said: string;
}

/** The Tuesday after `smallRoster`: Ben left, Dia came, Art is called Drawing. */
export const tuesday: Roster = {
  ...smallRoster,
  classes: smallRoster.classes.map((cls) => (cls.sourcedId === "C2" ? { ...cls, title: "Drawing" } : cls)),
  users: [...without(smallRoster.users, "ben"), student("dia", "S2", "Dia", "Dogwood")],
  enrollments: without(smallRoster.enrollments, "e3"),
};

export async function openTestHome(): Promise<TestHome & { readonly close: () => Promise<void> }> {
  const home = await mkdtemp(path.join(tmpdir(), "muster-home-"));
  const db = await openDatabase({ home });
  const keys = await openHomeKeys(home);
  const clock = { at: Date.UTC(2026, 8, 2, 3) };
  const world: RunWorld = { db, home, keys, now: () => new Date(clock.at), onStep: () => undefined };
  const children = new Set<ChildProcess>();
  return {
    world,
    district: (name) => openTestDistrict(world, clock, name),
    elsewhere: (order) => obey({ ...order, home }, children),
    close: async () => {
      for (const child of children) child.kill("SIGKILL");
      await db.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function obey(order: ChildOrder, children: Set<ChildProcess>): Promise<ChildEnd> {
  const program = path.join(import.meta.dirname, "test-crash-child.ts");
  const child = spawn(process.execPath, [program, JSON.stringify(order)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  let said = "";
  child.stdout?.on("data", (data) => {
    said += String(data);
  });
  child.stderr?.on("data", (data) => {
    said += String(data);
  });
  const [code, signal] = await once(child, "close");
  children.delete(child);
  return { code: code === null ? null : Number(code), signal: signal === null ? null : String(signal), said };
}
