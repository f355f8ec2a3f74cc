import type { Parts } from "../../cli/command.ts";
import type { Prompt } from "../../cli/prompt.ts";
import { run } from "../../cli/run.ts";
import { assertEquals, assertStringIncludes } from "../deps/assert.ts";
import { SimulatedInstrument } from "../lib/open/simulated_instrument.ts";
import { FakeIo } from "./fake_io.ts";
import { FakeParts } from "./fake_parts.ts";

const timeout = 20_000;

/** Types these lines, and presses Ctrl-C where `undefined` stands. */
class TypedPrompt implements Prompt {
  readonly history: string[] = [];
  readonly isInteractive: boolean;
  readonly #lines: (string | (() => void))[];
  #interrupt = (): void => {};
  isClosed = false;

  constructor(isInteractive: boolean, ...lines: (string | (() => void))[]) {
    this.isInteractive = isInteractive;
    this.#lines = lines;
  }

  ask(): Promise<string | undefined> {
    const next = this.isClosed ? undefined : this.#lines.shift();
    if (typeof next !== "function") return Promise.resolve(next);
    next();
    return this.ask();
  }

  onInterrupt(callback: () => void): void {
    this.#interrupt = callback;
  }

  /** Ctrl-C. */
  interrupt(): void {
    this.#interrupt();
  }

  [Symbol.dispose](): void {
    this.isClosed = true;
  }
}

function parts(prompt: Prompt): Parts {
  return Object.assign(new FakeParts(), { openPrompt: () => Promise.resolve(prompt) });
}

function supply(): SimulatedInstrument {
  return new SimulatedInstrument((line) => {
    if (line === "*IDN?") return "ACME,PSU,0,1.0";
    return line === "VOLT?" ? "5.0" : undefined;
  });
}

Deno.test({
  name: "shell answers line by line, goes on after a fault, and ends with the input",
  timeout,
  async fn() {
    await using device = supply();
    const io = new FakeIo();
    const prompt = new TypedPrompt(true, "VOLT 5", "", "VOLT?", "DUMB?", "VOLT?");
    const args = ["shell", device.address, "--timeout", "20ms"];
    assertEquals(await run(args, io, parts(prompt)), 0);
    const greeting = "ACME,PSU,0,1.0\n.help shows what else there is; Ctrl-D ends\n";
    assertEquals(io.output, `${greeting}5.0\n5.0\n`);
    assertStringIncludes(io.complaints, "no reply in 20 ms");
    assertEquals(prompt.isClosed, true);
  },
});

Deno.test({
  name: "shell from a pipe prints only answers, and ends with 1 at the first fault",
  timeout,
  async fn() {
    await using device = supply();
    const io = new FakeIo();
    const prompt = new TypedPrompt(false, "VOLT?", "DUMB?", "VOLT?");
    const args = ["shell", device.address, "--timeout", "20ms"];
    assertEquals(await run(args, io, parts(prompt)), 1);
    assertEquals(io.output, "5.0\n");
  },
});

Deno.test({
  name: "shell has dot commands of its own: help, numbers, the trace, the end",
  timeout,
  async fn() {
    await using device = supply();
    const io = new FakeIo();
    const lines = [".help", ".stats", ".trace", ".trace sequence", ".bogus", ".quit", "VOLT?"];
    assertEquals(
      await run(["shell", device.address], io, parts(new TypedPrompt(true, ...lines))),
      0,
    );
    for (const told of [".quit", '"good":', "*IDN?", "sequenceDiagram"]) {
      assertStringIncludes(io.output, told);
    }
    assertEquals(io.output.includes("5.0"), false);
    assertEquals(io.complaints, "Cannot understand .bogus: .help shows what there is\n");
  },
});

Deno.test({
  name: "Ctrl-C gives up a question that is under way, and ends the shell if there is none",
  timeout,
  async fn() {
    const io = new FakeIo();
    let interruptNow = (): void => {};
    await using device = new SimulatedInstrument((line) => {
      if (line === "SLOW?") interruptNow();
      return line === "*IDN?" ? "ACME,PSU,0,1.0" : undefined;
    });
    const prompt: TypedPrompt = new TypedPrompt(true, "SLOW?", () => prompt.interrupt(), "*IDN?");
    interruptNow = () => prompt.interrupt();
    assertEquals(await run(["shell", device.address], io, parts(prompt)), 0);
    assertEquals(io.complaints, "Given up\n");
    assertEquals(device.received.filter((line) => line === "*IDN?").length <= 3, true);
  },
});

for (const args of [[], ["tcp://127.0.0.1:1", "*IDN?"]]) {
  Deno.test(`shell refuses ${JSON.stringify(args)} as wrong usage`, async () => {
    const io = new FakeIo();
    assertEquals(await run(["shell", ...args], io), 2);
    assertStringIncludes(io.complaints, "it takes one address");
  });
}
