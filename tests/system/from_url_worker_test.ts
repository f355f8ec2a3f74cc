import { assertEquals, assertStringIncludes } from "../deps/assert.ts";
import { newUser } from "./deno_child.ts";
import { serveCheckout } from "./serve_checkout.ts";

// Everything comes from a web server: the library, and the module that a thread or a process loads.

/** What a user's script does, by what it calls; it prints one line. */
const SCRIPTS = {
  acquireInWorker: `
import { acquireInWorker } from "SITE/mod.ts";

const seen = [];
for (const handover of ["columns", "ring"]) {
  const options = { periodMs: 1, count: 20, overflow: "wait", handover };
  const statuses = new Set();
  let readings = 0;
  for await (const batch of acquireInWorker("SITE/examples/book/sine_rig.ts", options)) {
    readings += batch.length;
    for (const { channel, status } of batch) statuses.add(channel + " " + status);
  }
  seen.push(handover + ": " + readings + " " + [...statuses]);
}
console.log(seen.join(", "));
`,
  computeInWorker: `
import { computeInWorker } from "SITE/mod.ts";

const options = { timeoutMs: 20_000 };
console.log(await computeInWorker("SITE/examples/book/primes.ts", "countPrimes", [1_000], options));
`,
  computeInProcess: `
import { computeInProcess } from "SITE/mod.ts";

const options = { timeoutMs: 20_000 };
console.log(await computeInProcess("SITE/examples/book/primes.ts", "countPrimes", [1_000], options));
`,
} as const;

const RUNS: readonly {
  readonly name: keyof typeof SCRIPTS;
  readonly prints: string;
  /** What it needs besides `--allow-import`. */
  readonly flags: readonly string[];
}[] = [
  {
    name: "acquireInWorker",
    prints: "columns: 20 sine good, ring: 20 sine good",
    flags: [],
  },
  { name: "computeInWorker", prints: "168", flags: [] },
  { name: "computeInProcess", prints: "168", flags: [`--allow-run=${Deno.execPath()}`] },
];

for (const { name, prints, flags } of RUNS) {
  Deno.test(`${name}() runs a module from a URL with ${flagsText(flags)}`, async () => {
    await using checkout = serveCheckout();
    await using user = await newUser();
    const script = SCRIPTS[name].replaceAll("SITE/", checkout.url);
    await Deno.writeTextFile(`${user.folder}/main.ts`, script);
    const all = ["--no-prompt", `--allow-import=${checkout.host}`, ...flags];
    const { code, stdout, stderr } = await user.run("run", ...all, "main.ts");
    assertEquals({ code, stdout }, { code: 0, stdout: `${prints}\n` }, stderr);
  });
}

Deno.test("a thread's module from a host that may not be imported from is a fault that says so", async () => {
  await using checkout = serveCheckout();
  await using other = serveCheckout();
  await using user = await newUser();
  const script = SCRIPTS.computeInWorker.replace("SITE/mod.ts", `${checkout.url}mod.ts`)
    .replace("SITE/", other.url);
  await Deno.writeTextFile(`${user.folder}/main.ts`, script);
  const flags = ["--no-prompt", `--allow-import=${checkout.host}`];
  const { code, stderr } = await user.run("run", ...flags, "main.ts");
  assertEquals(code, 1);
  assertStringIncludes(stderr, "worker.failed");
  assertStringIncludes(stderr, other.host);
  assertStringIncludes(stderr, "--allow-import");
});

Deno.test("computeInProcess() of a library from a URL runs a local module without --allow-read", async () => {
  await using checkout = serveCheckout();
  await using user = await newUser();
  const script = SCRIPTS.computeInProcess.replace("SITE/mod.ts", `${checkout.url}mod.ts`)
    .replace('"SITE/examples/book/primes.ts"', 'new URL("./own.ts", import.meta.url)');
  await Deno.writeTextFile(`${user.folder}/main.ts`, script);
  const own = `export { countPrimes } from "${checkout.url}examples/book/primes.ts";`;
  await Deno.writeTextFile(`${user.folder}/own.ts`, own);
  const flags = [`--allow-import=${checkout.host}`, `--allow-run=${Deno.execPath()}`];
  const { code, stdout, stderr } = await user.run("run", "--no-prompt", ...flags, "main.ts");
  assertEquals({ code, stdout }, { code: 0, stdout: "168\n" }, stderr);
});

Deno.test("examples/book/thread_1khz.ts runs from a URL with --allow-import alone", async () => {
  await using checkout = serveCheckout();
  await using user = await newUser();
  const flags = ["--no-prompt", `--allow-import=${checkout.host}`];
  const main = `${checkout.url}examples/book/thread_1khz.ts`;
  const { code, stdout, stderr } = await user.run("run", ...flags, main);
  assertEquals(code, 0, stderr);
  for (const handover of ["columns", "ring"]) {
    assertStringIncludes(stdout, `${handover}: 500 readings in `);
    assertStringIncludes(stdout, `${handover}: 0 dropped, `);
  }
});

function flagsText(flags: readonly string[]): string {
  const names = ["--allow-import", ...flags].map((flag) => flag.split("=")[0]);
  return `${names.join(" and ")} alone`;
}
