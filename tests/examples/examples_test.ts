import { assert, assertEquals, assertMatch } from "../deps/assert.ts";
import { ROOT } from "../architecture/project_path.ts";
import { sourceFiles } from "../architecture/source_files.ts";
import { runCommand } from "../run_command.ts";
import { commandsOf, type DocumentedCommand, withoutEach } from "../system/readme_commands.ts";

/** How long one example may take, in ms, and how many run at once: most of them mostly wait. */
const LIMIT_MS = 30_000;
const AT_ONCE = 6;

/** What each example prints, in this order. */
const PRINTS: Readonly<Record<string, readonly RegExp[]>> = {
  "first_script.ts": [/^(\d+\.\d %\n){5}$/],
  "power_supply.ts": [/^(0\.\d{3} A\n){3}Cannot set volts to 35 V: tcp:.* says -222,"Data out/],
  "arduino.ts": [
    /^(t 2[0-2](\.\d)? \u00b0C\n|h 40 %\n){6}t=2[0-2]\.\d;h=40$/m,
  ],
  "follower.ts": [
    /^(first 0\.\d{3} m\n){20}(held 0\.\d{3} \+- 0\.\d{3} m\n){8}(first 0\.\d{3} m\n){7}furthest/,
    /^furthest off without seeing it: 0\.0\d\d m$/m,
  ],
  "gps.ts": [
    /^gps\.utc \d{4}-\d\d-\d\dT[\d:]{8}\.000Z $/m,
    /^gps\.latitude (47\.3\d+|sensor-fail) \u00b0$/m,
    /^gps\.speed ((9\.99|10)\d*(\.\d+)?|sensor-fail) m\/s$/m,
  ],
  "pressure_vessel.ts": [
    /^5\.5 bar\n6 bar\n6\.5 bar\n7 bar\ninterlock overpressure: 7 bar$/m,
    /^done heater off\ndone vent open\nsafe, 0 bar$/m,
  ],
  "own_channel.ts": [/^connect\.open \d+\.\d{3}$/m, /^connect\.closed .*refused/m],
  "book/1_1_1_blocking_io.ts": [
    /CPU_PERCENT ends at 2\.\d s: \d+\.\d %/,
    /MEM_PERCENT ends at 4\.\d s: \d+\.\d %/,
    /BAT_PERCENT ends at 6\.\d s: (\d+\.\d %|Cannot read battery)/,
    /^End of submitting: 6\.\d s$/m,
  ],
  "book/1_1_2_simple_monitor.ts 100 10": [
    /^Tag +Unit +Value +Missed\nMEM_PERCENT +% +\d+\.\d +\d+\nlast ten:( \d+\.\d){10}$/m,
    /^points missed in all: \d+$/m,
  ],
  "book/1_1_2_simple_monitor.ts 100 150": [
    /^Tag +Unit +Value +Missed\nMEM_PERCENT +% +\d+\.\d +[1-9]\d*\nlast ten:( \d+\.\d){10}$/m,
    /^points missed in all: [1-9]\d+$/m,
  ],
  "book/1_1_3_timeout.ts": [/^within 100 ms: timeout\.total\nwithin 1000 ms: \d+\.\d %$/m],
  "book/1_2_2_at_once.ts": [
    /^CPU_PERCENT \d+\.\d %\nMEM_PERCENT \d+\.\d %\nBAT_PERCENT (\d+\.\d %|Cannot read battery)/,
    /^all of them: 2\.\d s$/m,
  ],
  "book/1_2_3_future_with_timeout.ts": [
    /^CPU_PERCENT good \d+\.\d\nMEM_PERCENT good \d+\.\d\nBAT_PERCENT bad timeout\.total$/m,
    /^primes below 1000: 168\nprimes below infinity: timeout\.worker$/m,
  ],
  "book/2_1_on_demand.ts": [
    /^set to 180 \u00b0C\n/,
    /^set to 400 in 500 ms: reader\.threw\nset to 200 in 10 ms: timeout\.total$/m,
  ],
  "book/2_2_polled.ts": [/^\d+\.\d % after 4 checks$/m],
  "book/2_3_acquire_job.ts": [
    /^0 of 3: 0 %\n(.+\n)*(1 of 3: 33 %|2 of 3: 67 %)\n/,
    /^done:( \d+\.\d){3}$/m,
  ],
  "book/2_4_1_queue.ts": [
    /^(\d+\.\d %\nreading \d has been dealt with\n){5}/,
    /^5 pushed, 5 acknowledged, 0 dropped$/m,
  ],
  "book/2_4_2_timer.ts": [/^(\d+\.\d %\n)+cancelled$/m],
  "book/2_5_reactive.ts": [/^((\d+\.\d ?){10}\n){5}nobody looks any more$/m],
  "book/2_5_without_rxjs.ts": [/^((\d+\.\d ?){10}\n){5}$/],
  "book/thread_1khz.ts": [
    /^columns: 500 readings in \d+ batches, highest [45]\.\d\d V\ncolumns: 0 dropped, \d+ points/,
    /^ring: 500 readings in \d+ batches, highest [45]\.\d\d V\nring: 0 dropped, \d+ points/m,
  ],
};

/** The `deno run` lines in the comment at the head of an example. */
function commandsIn(path: string): DocumentedCommand[] {
  const [head] = /^(\/\/.*\n)*/.exec(Deno.readTextFileSync(ROOT + path))!;
  return commandsOf(["```sh", head.replaceAll(/^\/\/ */gm, ""), "```\n"].join("\n"));
}

const EXAMPLES = sourceFiles("examples");
const COMMANDS = EXAMPLES.flatMap(commandsIn);

interface Run {
  readonly name: string;
  readonly flags: readonly string[];
  readonly rest: readonly string[];
  readonly check: (output: string) => void;
}

function keyOf({ rest }: DocumentedCommand): string {
  return rest.join(" ").replace("examples/", "");
}

function runsOf(command: DocumentedCommand): Run[] {
  const { line, flags, rest } = command;
  const prints = PRINTS[keyOf(command)] ?? [];
  const whole: Run = {
    ...{ name: line, flags, rest },
    check(output) {
      for (const pattern of prints) assertMatch(output, pattern);
    },
  };
  const less = withoutEach(flags).map((without): Run => ({
    ...{ name: `${line} without ${without.left}`, flags: without.flags, rest },
    check(output) {
      assert(!prints.every((pattern) => pattern.test(output)), `the same as with it: ${output}`);
      assertMatch(output, new RegExp(`permission\\.missing|${without.name}`));
    },
  }));
  return [whole, ...less];
}

async function outputOf({ flags, rest }: Run): Promise<string> {
  const args = ["run", "--no-prompt", ...flags, ...rest];
  return (await runCommand(Deno.execPath(), args, LIMIT_MS)).output;
}

Deno.test("every example says how it is run, or is a module of one that does", () => {
  for (const path of EXAMPLES) {
    const isModule = /^export /m.test(Deno.readTextFileSync(ROOT + path));
    const files = commandsIn(path).map(({ rest }) => rest[0]);
    assertEquals(new Set(files), new Set(isModule ? [] : [path]), path);
  }
});

Deno.test("what every example prints is known here", () => {
  assertEquals(COMMANDS.map(keyOf).sort(), Object.keys(PRINTS).sort());
});

Deno.test("every example prints what it should with exactly its flags, and with none less", async (t) => {
  const runs = COMMANDS.flatMap(runsOf);
  const outputs = new Map<Run, string>();
  const left = runs.values();
  async function lane(): Promise<void> {
    for (const run of left) outputs.set(run, await outputOf(run));
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  for (const run of runs) await t.step(run.name, () => run.check(outputs.get(run)!));
});
