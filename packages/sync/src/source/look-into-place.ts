import { DamagedInput } from "./damaged-input.ts";
import { type Inside, lookIntoEntries } from "./look-into-entries.ts";
import { openUpload } from "./upload/open-upload.ts";

/**
 * What the files of a folder, or of a ZIP, on our own disk tell at a look; they are opened as an upload is. What cannot
 * be opened tells nothing; why, the first plan says.
 *
 * @throws Fault `source.path.*`
 */
export async function lookIntoPlace(place: string): Promise<Inside> {
  try {
    const { entries, close } = await openUpload(place);
    try {
      return await lookIntoEntries(entries);
    } finally {
      await close();
    }
  } catch (error) {
    if (error instanceof DamagedInput) return { schools: [], counts: {}, oversharing: [] };
    throw error;
  }
}
