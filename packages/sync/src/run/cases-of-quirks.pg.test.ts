import { after, test } from "node:test";
import { listWalks } from "./case/list-walks.ts";

/** Manifests, columns and values as real files were seen to have them. */
const walks = await listWalks("quirks", 35);
after(walks.close);
for (const { title, walk } of walks.all) test(title, walk);
