import { assert, assertAlmostEquals, assertEquals } from "../deps/assert.ts";
import { openHost } from "../../lib/source/host/open_host.ts";

const PYTHON = "/usr/bin/python3";
const PEER = new URL("./psutil_peer.py", import.meta.url).pathname;

/** psutil in a process of its own. */
class Psutil implements AsyncDisposable {
  readonly #child = new Deno.Command(PYTHON, {
    args: [PEER],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  readonly #questions = this.#child.stdin.getWriter();
  readonly #answers = this.#child.stdout.pipeThrough(new TextDecoderStream()).getReader();

  /** One line goes there, and one comes back. */
  async ask(question: string): Promise<Record<string, number>> {
    try {
      await this.#questions.write(new TextEncoder().encode(`${question}\n`));
    } catch {
      // It has ended, and says why where errors go.
    }
    let line = "";
    while (!line.endsWith("\n")) {
      const { value, done } = await this.#answers.read();
      if (done) throw new Error(await new Response(this.#child.stderr).text());
      line += value;
    }
    return JSON.parse(line);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.#questions.close();
    } catch {
      // It has ended by itself.
    }
    await this.#answers.cancel();
    if (!this.#child.stderr.locked) await this.#child.stderr.cancel();
    await this.#child.status;
  }
}

/** One core's worth of load until it is disposed. */
function load(): AsyncDisposable {
  const child = new Deno.Command(PYTHON, {
    args: ["-c", "while True: pass"],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  return {
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.status;
    },
  };
}

Deno.test({
  name: "memory, disk and the processor's times agree with psutil's",
  timeout: 30_000,
  fn: async () => {
    await using psutil = new Psutil();
    using host = openHost();
    const theirs = await psutil.ask("now");
    assertAlmostEquals((await host.memory().read()).value, theirs["memory"]!, 1);
    assertEquals((await host.memoryTotal().read()).value, theirs["memory.total"]!);
    assertAlmostEquals((await host.disk().read()).value, theirs["disk"]!, 1);
    assertAlmostEquals((await host.cpuTime("idle").read()).value, theirs["cpu.idle"]!, 5);
    const cores = host.channels().filter(({ name }) => name.startsWith("cpu.core"));
    assertEquals(cores.length, theirs["cores"]!);
  },
});

Deno.test({
  name: "cpu agrees with psutil's within 5 points, with one core fully loaded",
  timeout: 30_000,
  fn: async () => {
    await using psutil = new Psutil();
    using host = openHost();
    const cpu = host.cpu();
    await psutil.ask("now"); // it has started
    await using _ = load();
    await cpu.read(); // both start to measure now
    const { cpu: theirs } = await psutil.ask("cpu 1.5");
    const ours = await cpu.read();
    assertAlmostEquals(ours.value, theirs!, 5);
    const oneCore = 100 / navigator.hardwareConcurrency;
    assert(ours.value > 0.8 * oneCore, `${ours.value} % while one core alone makes ${oneCore} %`);
  },
});
