/** The word of a closed list that a cell means, whatever its capitals (Q060); undefined when it is none. */
export function wordIn<Word extends string>(words: readonly Word[], written: string): Word | undefined {
  for (const word of words) if (word === written) return word;
  const lower = written.toLowerCase();
  return words.find((word) => word.toLowerCase() === lower);
}
