import { spawnSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";

/** Programs that tests run against other people's software with, and the Debian packages that bring them. */
const programs: readonly {
  readonly name: string;
  readonly packages: readonly string[];
  readonly neededBy: RegExp;
}[] = [
  {
    name: "sshd",
    packages: ["openssh-server"],
    neededBy: /(?:source\/sftp\/.*|sftp-nightly)\.e2e\.test\.ts$/,
  },
  {
    name: "sftp",
    packages: ["openssh-client"],
    neededBy: /(?:drop|sftp)[^/]*\.e2e\.test\.ts$|\/drop\/.*\.e2e\.test\.ts$/,
  },
  // Without a font it would draw boxes for letters.
  {
    name: "chromium",
    packages: ["chromium", "fonts-liberation"],
    neededBy: /^apps\/console\/.*\.e2e\.test\.ts$/,
  },
];

/** How long an installation may take, in ms. */
const installMs = 180_000;

/** Where programs lie; those of administrators are not on everybody's path. */
function isInstalled(program: string): boolean {
  const folders = [...(process.env.PATH ?? "").split(":"), "/usr/sbin", "/usr/local/sbin"];
  return folders.some((folder) => existsSync(`${folder}/${program}`));
}

/** The packages that the tests among `files` need and this machine has not. */
export function missingPackages(
  files: readonly string[],
  isThere: (program: string) => boolean = isInstalled,
): readonly string[] {
  return programs
    .filter(({ name, neededBy }) => files.some((file) => neededBy.test(file)) && !isThere(name))
    .flatMap((one) => one.packages);
}

/**
 * Installs Debian packages that tests need, where that is allowed: as root, with apt-get. Otherwise says in one line
 * which tests are left out; they see for themselves that the program is missing.
 *
 * @NOTE a package of a server starts it; nobody who runs tests wants that.
 */
export function installDebianPackages(files: readonly string[], say: (line: string) => void): void {
  const missing = missingPackages(files);
  if (missing.length === 0) return;
  const names = missing.join(", ");
  const mayInstall = process.getuid?.() === 0 && isInstalled("apt-get");
  if (mayInstall) {
    say(`Installing ${names} for the tests …`);
    if (install(missing) || (aptGet("update") && install(missing))) return;
  }
  say(`Left out: tests that need ${names}. To run them: apt-get install ${missing.join(" ")}`);
}

function install(packages: readonly string[]): boolean {
  const policy = "/usr/sbin/policy-rc.d";
  const isOurs = !existsSync(policy);
  // 101 says to Debian's own scripts: start no service.
  if (isOurs) writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    return aptGet("install", "--yes", "--no-install-recommends", ...packages);
  } finally {
    if (isOurs) rmSync(policy, { force: true });
  }
}

function aptGet(...words: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return (
    spawnSync("apt-get", ["--quiet=2", ...words], { env, stdio: "ignore", timeout: installMs }).status === 0
  );
}
