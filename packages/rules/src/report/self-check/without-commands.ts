/** A command in brackets, and one that ends the sentence. */
const bracketed = / \((?:npx muster [^)]*|--[a-z]+)\)/g;
const atTheEnd = /[:,] (?:npx muster .*|or add a source of guardians with --joins\.?)$/;

/**
 * What to do about an item, for somebody who has no command line before them: the page itself offers the deed.
 */
export function withoutCommands(todo: string): string {
  const bare = todo.replace(bracketed, "").replace(atTheEnd, "");
  return bare === "" || bare.endsWith(".") ? bare : `${bare}.`;
}
