import path from "node:path";
import { writeManifest } from "@muster/oneroster/csv/write-package.ts";
import { orStorageFault } from "../../disk/storage-fault.ts";
import { writeDurably } from "../../disk/write-durably.ts";
import type { Connection, Delivery } from "../source.ts";
import { announceSize } from "./ask-count.ts";
import { fetchContacts } from "./fetch-contacts.ts";
import { fetchPeople } from "./fetch-people.ts";
import { fetchPlaces } from "./fetch-places.ts";
import { fetchSections } from "./fetch-sections.ts";
import { beginFetch } from "./fetching.ts";
import type { CleverDistrict } from "./objects.ts";
import { signIn } from "./sign-in.ts";

/** @NOTE Clever does not say what each of them means; a pause is the one that its documents explain. */
const otherStates = ["running", "pending", "error", "success", ""];

/** Reads everything of a district and writes it as files of OneRoster 1.2, page by page. */
export async function fetchClever(connection: Connection): Promise<Delivery> {
  const { client, settings, district } = await signIn(connection);
  try {
    await announceSize(client, connection);
    const fetching = beginFetch(client, connection, settings, district);
    const { notes, proofs, delivered } = fetching;
    if (district.state === "paused") notes.paused(district.state, district.pauseEnd);
    else if (!otherStates.includes(district.state)) notes.word("state", district.state);
    const orgs = await fetchPlaces(fetching);
    const people = await fetchPeople(fetching, orgs);
    const contacts = await fetchContacts(fetching, people.students);
    await fetchSections(fetching, people);
    await writeTheManifest(connection.folder, district, delivered);
    const seen = { district: district.id, state: district.state, collections: [...delivered].join(",") };
    return { path: connection.folder, proofs, findings: notes.findings(), seen: { ...seen, ...contacts } };
  } finally {
    client.close();
  }
}

/** Last: where it is there, so is the rest. guardians.csv is ours, no manifest knows it. */
async function writeTheManifest(
  folder: string,
  { name }: CleverDistrict,
  delivered: ReadonlySet<string>,
): Promise<void> {
  const always = {
    orgs: "bulk",
    users: "bulk",
    roles: "bulk",
    classes: "bulk",
    enrollments: "bulk",
  } as const;
  const text = writeManifest(
    "1.2",
    {
      ...always,
      ...(delivered.has("terms") ? { academicSessions: "bulk" as const } : {}),
      ...(delivered.has("courses") ? { courses: "bulk" as const } : {}),
    },
    { systemName: "Clever", systemCode: name },
  );
  const file = path.join(folder, "manifest.csv");
  await orStorageFault(
    writeDurably(file, async (handle) => {
      await handle.write(text);
    }),
    file,
  );
}
