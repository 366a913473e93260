/**
 * Breaks a text at its spaces into lines of at most `width` characters. A word longer than that, such as a path
 * or a command's hash, stays whole on a line of its own: cut in two it could not be copied.
 */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && [...longer].length > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].map((one) => one.trimEnd());
}
