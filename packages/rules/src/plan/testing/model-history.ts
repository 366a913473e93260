import { resolveSettings, type Settings } from "../../setting/all-settings.ts";
import { applyModel } from "./apply-model.ts";
import { editModel } from "./edit-model.ts";
import { emptyDirectory, linkKey, type ModelDirectory } from "./model-directory.ts";
import { type Choose, chooseNextDay, chooseRoster, type ModelRoster } from "./model-roster.ts";
import { planModel } from "./plan-model.ts";

/** A district that has lived for a while, and what its source says the next day. */
export interface ModelHistory {
  readonly directory: ModelDirectory;
  /** What the source said last, and what it says now. */
  readonly before: ModelRoster;
  readonly roster: ModelRoster;
  readonly settings: Settings;
}

/** The source that is planned, and the other one whose records it must leave alone. */
export const ourSource = 1;
export const otherSource = 2;

/** One or two days of syncs from two sources, with edits by hand between them. */
export function chooseHistory(choose: Choose): ModelHistory {
  const settings = chooseSettings(choose);
  const sync = (directory: ModelDirectory, roster: ModelRoster, sourceId: number): ModelDirectory =>
    applyModel(directory, planModel({ directory, roster, settings, sourceId }), sourceId);
  let before = chooseRoster(choose);
  let directory = sync(emptyDirectory, before, ourSource);
  if (choose(2) === 1) directory = sync(shareSchools(directory), chooseRoster(choose, "x"), otherSource);
  directory = editModel(choose, directory, choose(4));
  if (choose(2) === 1) {
    before = chooseNextDay(choose, before);
    directory = editModel(choose, sync(directory, before, ourSource), choose(3));
  }
  return { directory, before, settings, roster: chooseNextDay(choose, before) };
}

function chooseSettings(choose: Choose): Settings {
  return resolveSettings({
    "student.archived": choose(2) === 0 ? "keep-archived" : "restore",
    "classroom.unarchive": choose(2) === 1,
    "contact.update-active": choose(2) === 1,
    "student.number": choose(3) === 2 ? "sourced-id" : "identifier",
    "guardian.manage": choose(4) !== 3,
  });
}

/** Links the first school of ours to the first of the other source, as a person would. */
function shareSchools(directory: ModelDirectory): ModelDirectory {
  const [first] = directory.schools.keys();
  if (first === undefined) return directory;
  return {
    ...directory,
    links: new Map([...directory.links, [linkKey(otherSource, "school", "xS1"), first]]),
  };
}
