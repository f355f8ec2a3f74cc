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

const PYTHON = "/usr/lib/python3/dist-packages";

const PSUTIL: Package = {
  name: "python3-psutil",
  why: "a second opinion on this computer's sensors",
  file: `${PYTHON}/psutil/__init__.py`,
};

const PYVISA: readonly Package[] = [
  {
    name: "python3-pyvisa",
    why: "PyVISA, which asks our simulated instruments",
    file: `${PYTHON}/pyvisa/__init__.py`,
  },
  {
    name: "python3-pyvisa-py",
    why: "PyVISA's backend that needs no vendor's library",
    file: `${PYTHON}/pyvisa_py/__init__.py`,
  },
  {
    name: "python3-numpy",
    why: "what PyVISA makes of blocks",
    file: `${PYTHON}/numpy/__init__.py`,
  },
];

const PYMODBUS: readonly Package[] = [
  {
    name: "python3-pymodbus",
    why: "a Modbus client and server that talk to ours",
    file: `${PYTHON}/pymodbus/__init__.py`,
  },
  {
    name: "python3-serial-asyncio",
    why: "for pymodbus",
    file: `${PYTHON}/serial_asyncio/__init__.py`,
  },
  {
    name: "libmodbus-dev",
    why: "libmodbus, for a server that our client talks to",
    file: "/usr/include/modbus/modbus.h",
  },
];

const PYSERIAL: Package = {
  name: "python3-serial",
  why: "the other end of a serial line",
  file: `${PYTHON}/serial/__init__.py`,
};

const COMPILER: readonly Package[] = [
  { name: "gcc", why: "compiles what we compare with", file: "/usr/bin/gcc" },
  { name: "libc6-dev", why: "for gcc", file: "/usr/include/stdio.h" },
];

/** What the tests need. */
const FOR_TESTS: readonly Package[] = [
  {
    name: "chromium",
    why: "the browser that the page's tests drive",
    file: "/usr/bin/chromium",
  },
  PSUTIL,
  ...PYVISA,
  { name: "lxi-tools", why: "asks our simulated instruments", file: "/usr/bin/lxi" },
  ...PYMODBUS,
  { name: "mbpoll", why: "libmodbus's client, which asks our device", file: "/usr/bin/mbpoll" },
  PYSERIAL,
  { name: "gpsd", why: "reads our simulated GPS", file: "/usr/sbin/gpsd" },
  { name: "gpsd-clients", why: "asks gpsd", file: "/usr/bin/gpspipe" },
  ...COMPILER,
];

/** What the benches compare with. */
export const FOR_BENCHES: readonly Package[] = [
  PSUTIL,
  {
    name: "python3-rx",
    why: "RxPY, which a bench compares with",
    file: `${PYTHON}/rx/__init__.py`,
  },
  ...PYVISA,
  ...PYMODBUS,
  PYSERIAL,
  ...COMPILER,
];

/** Installs what is missing, if it may; what it cannot install it says in one line. */
export async function install(packages = FOR_TESTS): Promise<CommandResult> {
  const missing = packages.filter(({ file }) => !exists(file));
  if (missing.length === 0) return { ok: true, output: "Nothing is missing\n" };
  const names = missing.map(({ name }) => name);
  const wanted = missing.map(({ name, why }) => `${name} (${why})`).join(", ");
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
