/**
 * What a record is called besides its id of Clever, for who knows it by that alone: the Clever id and the section id look
 * alike to people (connect.md §5, §20.6). Ids with a comma would be two in their cell and are left out.
 */
export function otherIds(ids: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(ids).flatMap(([kind, id]) =>
    id === "" || id.includes(",") ? [] : [`${kind}:${id}`],
  );
}
