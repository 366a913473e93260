/** The code of a call of the operating system that failed, such as ENOENT; undefined for every other error. */
export function systemCode(error: unknown): string | undefined {
  const isSystemError = error instanceof Error && "syscall" in error && "code" in error;
  return isSystemError && typeof error.code === "string" ? error.code : undefined;
}
