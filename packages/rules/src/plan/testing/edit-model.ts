import { guardianshipKey, type ModelDirectory, type ModelPerson, membershipKey } from "./model-directory.ts";
import { type Choose, pick } from "./model-roster.ts";

/** Changes by hand: each makes another directory, with the version of what it touched raised. */
export function editModel(choose: Choose, directory: ModelDirectory, edits: number): ModelDirectory {
  let edited = directory;
  for (let n = 0; n < edits; n += 1) edited = pick(choose, kinds)(choose, edited);
  return edited;
}

type EditOf = (choose: Choose, directory: ModelDirectory) => ModelDirectory;

/** Another value under a key of one of the collections; nothing where there is no such record. */
function change<K, R>(
  choose: Choose,
  records: ReadonlyMap<K, R>,
  edit: (record: R) => R,
): ReadonlyMap<K, R> | undefined {
  const keys = [...records.keys()];
  if (keys.length === 0) return undefined;
  const key = pick(choose, keys);
  const changed = new Map(records);
  const record = records.get(key);
  if (record !== undefined) changed.set(key, edit(record));
  return changed;
}

const rename: EditOf = (choose, directory) => ({
  ...directory,
  people:
    change(choose, directory.people, (held) => ({
      ...held,
      person: { ...held.person, givenName: `Edited ${choose(3)}`, version: held.person.version + 1 },
    })) ?? directory.people,
});

const retitle: EditOf = (choose, directory) => ({
  ...directory,
  classrooms:
    change(choose, directory.classrooms, (room) => ({
      ...room,
      title: `Edited ${choose(3)}`,
      version: room.version + 1,
    })) ?? directory.classrooms,
});

const archiveRoom: EditOf = (choose, directory) => ({
  ...directory,
  classrooms:
    change(choose, directory.classrooms, (room) => ({
      ...{ ...room, status: "archived", archivedBy: "person", version: room.version + 1 },
    })) ?? directory.classrooms,
});

const signIn: EditOf = (choose, directory) => ({
  ...directory,
  people:
    change(choose, directory.people, (held) => ({
      ...held,
      person: { ...held.person, hasSignedIn: true },
    })) ?? directory.people,
});

const archiveRole: EditOf = (choose, directory) => ({
  ...directory,
  people:
    change(choose, directory.people, (held) => archived(held, choose(Math.max(1, held.roles.length)))) ??
    directory.people,
});

function archived(held: ModelPerson, at: number): ModelPerson {
  const roles = held.roles.map((role, n) =>
    n === at
      ? { ...role, status: "archived" as const, archivedBy: "person" as const, version: role.version + 1 }
      : role,
  );
  return { ...held, roles };
}

const takeOver: EditOf = (choose, directory) => ({
  ...directory,
  people:
    change(choose, directory.people, (held) => ({
      ...held,
      roles: held.roles.map((role) => ({
        ...{ ...role, origin: "manual" as const, sourceId: null, version: role.version + 1 },
      })),
    })) ?? directory.people,
});

const addMember: EditOf = (choose, directory) => {
  if (directory.classrooms.size === 0 || directory.people.size === 0) return directory;
  const role = choose(2) === 0 ? ("student" as const) : ("teacher" as const);
  const key = {
    classroomId: pick(choose, [...directory.classrooms.keys()]),
    personId: pick(choose, [...directory.people.keys()]),
    role,
  };
  const held = directory.memberships.get(membershipKey(key));
  const record = {
    ...{ startsOn: null, endsOn: null, status: "active" as const, origin: "manual" as const, sourceId: null },
    version: (held?.version ?? 0) + 1,
  };
  return { ...directory, memberships: new Map([...directory.memberships, [membershipKey(key), record]]) };
};

const endMember: EditOf = (choose, directory) => ({
  ...directory,
  memberships:
    change(choose, directory.memberships, (held) => ({
      ...held,
      status: "ended",
      version: held.version + 1,
    })) ?? directory.memberships,
});

const addGuardian: EditOf = (choose, directory) => {
  if (directory.people.size < 2) return directory;
  const people = [...directory.people.keys()];
  const key = { studentId: pick(choose, people), guardianId: pick(choose, people) };
  if (key.studentId === key.guardianId || directory.guardianships.has(guardianshipKey(key))) return directory;
  const record = {
    ...{ relationship: "aunt", contactType: "", status: "active" as const, isRestricted: choose(2) === 1 },
    ...{ origin: "manual" as const, sourceId: null, version: 1 },
  };
  return {
    ...directory,
    guardianships: new Map([...directory.guardianships, [guardianshipKey(key), record]]),
  };
};

const restrict: EditOf = (choose, directory) => ({
  ...directory,
  guardianships:
    change(choose, directory.guardianships, (held) => ({
      ...{ ...held, isRestricted: true, status: "ended", version: held.version + 1 },
    })) ?? directory.guardianships,
});

const kinds: readonly EditOf[] = [
  ...[
    rename,
    retitle,
    archiveRoom,
    signIn,
    archiveRole,
    takeOver,
    addMember,
    endMember,
    addGuardian,
    restrict,
  ],
];
