import { FOR_BENCHES, install } from "../install_debian.ts";

/**
 * Runs the benches, one after the other: `deno task bench`, or some by name:
 * `deno task bench read_deadline poll_overhead`. A bench is a file of this folder that exports
 * `run()`.
 */
const NO_BENCH = /^(main|rounds|.*_test)\.ts$/;

const benches = [...Deno.readDirSync(new URL(".", import.meta.url))]
  .filter(({ name, isFile }) => isFile && name.endsWith(".ts") && !NO_BENCH.test(name))
  .map(({ name }) => name.replace(/\.ts$/, ""))
  .sort();
const unknown = Deno.args.filter((name) => !benches.includes(name));
if (unknown.length > 0) {
  console.error(`Cannot run ${unknown.join(" ")}: expected some of ${benches.join(" ")}`);
  Deno.exit(2);
}

const { ok, output } = await install(FOR_BENCHES);
if (!ok) console.log(output.trim().split("\n").at(-1)); // the benches say what they cannot compare

console.log(
  `Deno ${Deno.version.deno}, ${Deno.build.target}, ${navigator.hardwareConcurrency} cores`,
);
console.log("Only ratios count, and only from 1.3x on: figures depend on the machine.");
console.log(
  `Two threads want two idle cores: the load before was ${Deno.loadavg()[0]!.toFixed(1)}.\n`,
);
for (const name of Deno.args.length > 0 ? Deno.args : benches) {
  const { run } = await import(new URL(`./${name}.ts`, import.meta.url).href);
  await run();
}
