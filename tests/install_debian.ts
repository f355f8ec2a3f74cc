/**
 * Installs what the tests and the benches need from Debian. Run by `deno task test` and
 * `deno task bench`; alone, for the tests: `deno run -A tests/install_debian.ts`.
 */
import { type CommandResult, runCommand } from "./run_command.ts";

/** What is needed, why, and the file that shows that it is there. */
interface Package {
  readonly name: string;
  readonly why: string;
  readonly file: string;
}

const PSUTIL: Package = {
  name: "python3-psutil",
  why: "a second opinion on this computer's sensors, in a test and in a bench",
  file: "/usr/lib/python3/dist-packages/psutil/__init__.py",
};

/** What the tests need. */
const FOR_TESTS: readonly Package[] = [
  {
    name: "chromium",
    why: "the browser that the page's tests drive",
    file: "/usr/bin/chromium",
  },
  PSUTIL,
];

/** What the benches compare with. */
export const FOR_BENCHES: readonly Package[] = [
  PSUTIL,
  {
    name: "python3-rx",
    why: "RxPY, which a bench compares with",
    file: "/usr/lib/python3/dist-packages/rx/__init__.py",
  },
  { name: "gcc", why: "compiles what a bench compares with", file: "/usr/bin/gcc" },
  { name: "libc6-dev", why: "for gcc", file: "/usr/include/stdio.h" },
];

/** Installs what is missing, if it may; what it cannot install it says in one line. */
export async function install(packages = FOR_TESTS): Promise<CommandResult> {
  const missing = packages.filter(({ file }) => !exists(file));
  if (missing.length === 0) return { ok: true, output: "Nothing is missing\n" };
  const names = missing.map(({ name }) => name);
  const wanted = missing.map(({ name, why }) => `${name} (${why})`).join(" and ");
  const command = ["apt-get", "install", "-y", "--no-install-recommends", ...names];
  const cannot = (why: string): CommandResult => ({
    ok: false,
    output: `Cannot install ${wanted}: ${why}; run 'sudo ${command.join(" ")}'\n`,
  });

  if (!exists("/usr/bin/apt-get")) return cannot("this system has no apt-get");
  const asRoot = Deno.uid() === 0 ? [] : ["sudo", "-n"];
  if (asRoot.length > 0 && !(await maySudo())) return cannot("this user is not root");

  const prefix = [...asRoot, "env", "DEBIAN_FRONTEND=noninteractive"];
  const update = await run([...prefix, "apt-get", "update"]);
  const result = await run([...prefix, ...command]);
  const output = update.output + result.output;
  return result.ok
    ? { ok: true, output }
    : { ok: false, output: output + cannot("see above").output };
}

function run([command, ...args]: readonly string[]): Promise<CommandResult> {
  return runCommand(command!, args);
}

async function maySudo(): Promise<boolean> {
  return exists("/usr/bin/sudo") && (await run(["sudo", "-n", "true"])).ok;
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

if (import.meta.main) {
  const { ok, output } = await install();
  console.log(output.trim());
  Deno.exit(ok ? 0 : 1);
}
