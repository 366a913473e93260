/** Every command there is, as it is typed. Documents may name no other; a test holds the program to this list. */
export const commandNames: readonly string[] = [
  "check",
  "sync",
  "plan",
  "apply",
  "undo",
  "export",
  "district create",
  "district list",
  "setting list",
  "setting get",
  "setting set",
  "doctor",
  "help",
];
