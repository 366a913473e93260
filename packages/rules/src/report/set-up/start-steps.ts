import { counted } from "../number-words.ts";
import { shortHash } from "../short-hash.ts";

/** What a machine has seen of a district that is being set up. */
export interface StartFacts {
  readonly name: string;
  readonly zone: string;
  readonly isZoneSet: boolean;
  readonly source:
    | {
        readonly name: string;
        readonly kind: string;
        readonly state: string;
        readonly isLooked: boolean;
      }
    | undefined;
  readonly files: { readonly files: number; readonly records: number } | undefined;
  readonly schools: {
    readonly listed: number;
    readonly linked: number;
    readonly ours: number;
    readonly empty: number;
  };
  readonly plan: { readonly hash: string; readonly state: string } | undefined;
  readonly applied: { readonly run: number } | undefined;
  readonly people: number;
  readonly nightly: { readonly name: string; readonly startsAt: string } | undefined;
}

/** The steps by name, in their order. */
export type StartStepId = "district" | "source" | "files" | "schools" | "plan" | "first-sync" | "nightly";

/** One step of the first run, as it is shown. */
export interface StartStep {
  readonly id: StartStepId;
  readonly title: string;
  readonly says: string;
  /** How long it takes, in words. */
  readonly minutes: string;
  /** Only the first step that is not done is `next`. */
  readonly state: "done" | "next" | "later";
  /** What was checked; empty while it is not done. */
  readonly proof: string;
}

interface Judged {
  readonly id: StartStepId;
  readonly title: string;
  readonly minutes: string;
  readonly says: string;
  /** Undefined: not done. */
  readonly proof: string | undefined;
}

/**
 * The way from nothing to a first safe sync (ux §4). A step is done when a machine has checked it, never because
 * somebody has been on its page; what is undone turns a step back.
 */
export function judgeStart(facts: StartFacts): readonly StartStep[] {
  const judged = [
    district(facts),
    source(facts),
    files(facts),
    schools(facts),
    plan(facts),
    firstSync(facts),
    nightly(facts),
  ];
  const next = judged.findIndex(({ proof }) => proof === undefined);
  return judged.map(({ id, title, says, minutes, proof }, index) => ({
    ...{ id, title, says, minutes, proof: proof ?? "" },
    state: proof !== undefined ? "done" : index === next ? "next" : "later",
  }));
}

/** Named by nobody: what a first sync on the command line makes. */
const unnamed = "default";

function district({ name, zone, isZoneSet }: StartFacts): Judged {
  const isDone = isZoneSet && name !== unnamed;
  return {
    ...{ id: "district", title: "Name the district and its time zone", minutes: "1 minute" },
    says: "The zone decides whose day it is when a class ends, and when a nightly sync starts; the month, when the school year turns.",
    proof: isDone ? `${name}, in the time zone ${zone}` : undefined,
  };
}

function source({ source }: StartFacts): Judged {
  const isConnected = source !== undefined && (source.isLooked || source.kind === "upload");
  const says =
    source === undefined
      ? "Connect what you have: Clever, ClassLink, a OneRoster server, files by SFTP, or files from this computer."
      : `${source.name} is saved, and nobody has looked at it yet: test it, and see what is there.`;
  return {
    ...{
      id: "source",
      title: "Choose where the roster comes from, and connect it",
      minutes: "3 minutes",
      says,
    },
    proof: isConnected
      ? source.kind === "upload"
        ? "Files from this computer"
        : `${source.name} answers and lets us in`
      : undefined,
  };
}

function files({ files }: StartFacts): Judged {
  return {
    ...{ id: "files", title: "Let the first files arrive", minutes: "2 minutes" },
    says: "A dry run reads everything and changes nothing. Each file is checked: is it there, whole, and readable?",
    proof:
      files === undefined
        ? undefined
        : `${counted(files.files, "file")} with ${counted(files.records, "record")}, complete and readable`,
  };
}

function schools({ schools, files }: StartFacts): Judged {
  const { listed, linked, ours } = schools;
  const isAdopted = ours === 0 && listed > 0;
  const isDone = files !== undefined && (isAdopted || linked > 0);
  const says =
    listed === 0
      ? "Say which school of the source is which of yours. Suggestions come with what speaks for them."
      : `The source lists ${counted(listed, "school")}, of which ${linked} feed one of yours.`;
  return {
    ...{ id: "schools", title: "Match the schools", minutes: "2 minutes", says },
    proof: !isDone
      ? undefined
      : isAdopted
        ? `${counted(listed, "school")} will be taken in as the source names them; there are none to match yet`
        : `${linked} of ${counted(listed, "school")} matched`,
  };
}

function plan({ plan }: StartFacts): Judged {
  return {
    ...{ id: "plan", title: "Look at the plan", minutes: "2 minutes" },
    says: "The plan lists everything that the first sync would do, with the reason for each. Nothing has happened yet.",
    proof: plan === undefined ? undefined : `Plan ${shortHash(plan.hash)} is sealed`,
  };
}

function firstSync({ applied, people }: StartFacts): Judged {
  const isDone = applied !== undefined && people > 0;
  return {
    ...{ id: "first-sync", title: "Apply it once", minutes: "1 minute" },
    says: "The first sync is read again from the database afterwards, and the whole of it can be undone.",
    proof: isDone ? `Run ${applied.run} applied and verified: ${counted(people, "person")}` : undefined,
  };
}

function nightly({ nightly, source }: StartFacts): Judged {
  const isUpload = source?.kind === "upload";
  return {
    ...{ id: "nightly", title: "Turn on the nightly sync", minutes: "1 minute" },
    says: isUpload
      ? "Files from this computer come when you bring them. A source that runs by itself can be added at any time."
      : "Check the source, enable it, and give it an hour. Until then it runs when asked and at no other time.",
    proof: nightly === undefined ? undefined : `${nightly.name} runs every day at ${nightly.startsAt}`,
  };
}
