import { assert, assertEquals, assertRejects } from "../../deps/assert.ts";
import { computeInProcess } from "../../../lib/worker/compute_in_process.ts";
import type { ProcessOptions } from "../../../lib/worker/compute_in_process.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";

const rig = (name: string): URL => new URL(`./rigs/${name}.ts`, import.meta.url);
/** Real processes: each test ends by what they do, or by its timeout. */
const timeout = 20_000;
const patient = { timeoutMs: timeout } as const;

/** Waits for a process that calls `loop` of `rigs/stuck.ts`. */
class Owner implements Disposable {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly port = (this.#listener.addr as Deno.NetAddr).port;
  readonly permissions: readonly string[] = [`--allow-net=127.0.0.1:${this.port}`];

  /** The process says which it is, from within its endless loop. */
  async stuck(): Promise<{ readonly pid: number; readonly gone: Promise<boolean> }> {
    const connection = await this.#listener.accept();
    const bytes = new Uint8Array(20);
    const length = await connection.read(bytes);
    const pid = Number(new TextDecoder().decode(bytes.subarray(0, length ?? 0)));
    const gone = connection.read(bytes).then((n) => n === null, () => true)
      .finally(() => connection.close());
    return { pid, gone };
  }

  [Symbol.dispose](): void {
    this.#listener.close();
  }
}

function isRunning(pid: number): boolean {
  try {
    Deno.kill(pid, "SIGCONT");
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof TypeError) return false;
    throw error;
  }
}

Deno.test({
  name: "computeInProcess() gives what the function returns or its promise resolves with",
  timeout,
  async fn() {
    for (const name of ["sum", "laterSum"]) {
      assertEquals(await computeInProcess<number>(rig("sums"), name, [[1, 2, 3]], patient), 6);
    }
  },
});

Deno.test({
  name: "computeInProcess() keeps every plain value, whatever the module prints or leaves running",
  timeout,
  async fn() {
    const values = [NaN, -0, 1n, undefined, "\0", new Float64Array([1, NaN]), new Map([[1, "a"]])];
    assertEquals(await computeInProcess(rig("noisy"), "echo", values, patient), values);
    const large = new Float64Array(1_000_000).fill(1.5);
    const [back] = await computeInProcess<unknown[]>(rig("noisy"), "echo", [large], patient);
    assertEquals((back as Float64Array).length, large.length);
  },
});

Deno.test({
  name: "computeInProcess() kills a function in an endless loop when its time is over",
  timeout,
  async fn() {
    using owner = new Owner();
    const clock = new VirtualClock();
    const options = { timeoutMs: 200, clock, permissions: owner.permissions };
    const computing = assertRejects(
      () => computeInProcess(rig("stuck"), "loop", [owner.port], options),
      ReadoutError,
      "200 ms",
    );
    const { pid, gone } = await owner.stuck();
    assert(isRunning(pid));
    await clock.advance(200);
    assertEquals((await computing).code, "timeout.worker");
    assertEquals([isRunning(pid), await gone, clock.pendingTimers], [false, true, 0]);
  },
});

Deno.test({
  name: "computeInProcess() kills it on abort, with the caller's own reason",
  timeout,
  async fn() {
    using owner = new Owner();
    const stop = new AbortController();
    const options = { ...patient, signal: stop.signal, permissions: owner.permissions };
    const caught = computeInProcess(rig("stuck"), "loop", [owner.port], options).catch((e) => e);
    const { pid, gone } = await owner.stuck();
    stop.abort("mine");
    assertEquals([await caught, isRunning(pid), await gone], ["mine", false, true]);
    const late = computeInProcess(rig("sums"), "sum", [[1]], options).catch((e) => e);
    assertEquals(await late, "mine");
  },
});

Deno.test({
  name: "computeInProcess() kills it when the program exits",
  timeout,
  async fn() {
    using owner = new Owner();
    const here = new URL("../../../lib/worker/compute_in_process.ts", import.meta.url);
    const args = [[owner.port], { ...patient, permissions: owner.permissions }];
    const program = `import { computeInProcess } from "${here}";
      computeInProcess("${rig("stuck")}", "loop", ...${JSON.stringify(args)});
      await Deno.stdin.read(new Uint8Array(1));
      Deno.exit(0);`;
    const child = new Deno.Command(Deno.execPath(), { args: ["eval", program], stdin: "piped" })
      .spawn();
    const { gone } = await owner.stuck();
    await child.stdin.close();
    assertEquals((await child.status).code, 0);
    assertEquals(await gone, true);
  },
});

const FAULTS: readonly {
  readonly when: string;
  readonly url: string | URL;
  readonly name: string;
  readonly what: string;
  readonly options?: ProcessOptions;
}[] = [
  { when: "the function threw", url: rig("sums"), name: "fails", what: "too much" },
  { when: "there is none", url: rig("sums"), name: "nothing", what: 'no function "nothing"' },
  { when: "there is no module", url: rig("nowhere"), name: "sum", what: "Module not found" },
  {
    when: "the module threw",
    url: "data:text/javascript,throw new RangeError('early')",
    name: "sum",
    what: "early",
  },
  {
    when: "the process died",
    url: "data:text/javascript,export const die = () => Deno.exit(3)",
    name: "die",
    what: "ended with code 3",
  },
  {
    when: "the result is not plain data",
    url: "data:text/javascript,export const give = () => () => 1",
    name: "give",
    what: "could not be cloned",
  },
  {
    when: "the function did what it may not",
    url: "data:text/javascript,export const peek = () => Deno.readTextFileSync('.')",
    name: "peek",
    what: "--allow-read",
  },
];

for (const { when, url, name, what } of FAULTS) {
  Deno.test({
    name: `computeInProcess() fails with worker.failed and says why when ${when}`,
    timeout,
    async fn() {
      const computing = () => computeInProcess(url, name, [], patient);
      const error = await assertRejects(computing, ReadoutError, what);
      assertEquals(error.code, "worker.failed");
      assert(error.cause instanceof Error);
    },
  });
}

Deno.test({
  name: "computeInProcess() needs --allow-run of deno alone, and names it if it is missing",
  timeout,
  async fn() {
    const here = new URL("../../../lib/worker/compute_in_process.ts", import.meta.url);
    const program = `import { computeInProcess } from "${here}";
      const args = [[1, 2], ${JSON.stringify(patient)}];
      const computing = computeInProcess("${rig("sums")}", "sum", [[1, 2]], args[1]);
      console.log(await computing.catch(({ code, message }) => code + " " + message));`;
    const allowRun = `--allow-run=${Deno.execPath()}`;
    for (const [flags, said] of [[[allowRun], /^3$/], [[], allowRun]] as const) {
      const args = ["run", "--no-prompt", ...flags, `data:text/javascript,${encoded(program)}`];
      const { stdout } = await new Deno.Command(Deno.execPath(), { args }).output();
      const text = new TextDecoder().decode(stdout).trim();
      if (typeof said === "string") assert(text.startsWith("permission.missing"), text);
      assert(typeof said === "string" ? text.includes(said) : said.test(text), text);
    }
  },
});

Deno.test("computeInProcess() refuses a permission that is no flag", async () => {
  const options = { permissions: ["other.ts"] };
  await assertRejects(() => computeInProcess(rig("sums"), "sum", [], options), TypeError, "other");
});

function encoded(program: string): string {
  return encodeURIComponent(program);
}
