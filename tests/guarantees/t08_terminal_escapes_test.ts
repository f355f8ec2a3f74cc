// T8: nothing that a device says acts on a terminal, by whatever command it is shown. For the
// commands that show channels, and for what was mistyped, see `tests/cli/hostile_text_test.ts`.

import type { Parts } from "../../cli/command.ts";
import type { Prompt } from "../../cli/prompt.ts";
import { run } from "../../cli/run.ts";
import { assert, assertEquals } from "../deps/assert.ts";
import { FakeIo } from "../cli/fake_io.ts";
import { FakeParts } from "../cli/fake_parts.ts";
import { acts, HOSTILE_TEXTS } from "../cli/hostile_texts.ts";
import { SimulatedInstrument } from "../lib/open/simulated_instrument.ts";

/** A text as an instrument might send it: as UTF-8, and as bytes that are none. */
const ANSWERS: readonly Uint8Array[] = HOSTILE_TEXTS.flatMap((text) => [
  new TextEncoder().encode(text),
  Uint8Array.from(text, (it) => it.charCodeAt(0)),
]);
const QUESTIONS = ANSWERS.map((_, at) => `EVIL? ${at}`);

/** An instrument that answers and refuses with such texts, and whose name is one, if asked to. */
function hostile(identity?: Uint8Array): SimulatedInstrument {
  let errors = 0;
  return new SimulatedInstrument((line) => {
    if (line === "*IDN?") return identity ?? new TextEncoder().encode("ACME,EVIL,1,1.0");
    if (line === "SYST:ERR?") {
      const text = ANSWERS[errors++ % ANSWERS.length]!;
      return Uint8Array.of(...new TextEncoder().encode('-113,"'), ...text, 0x22);
    }
    return ANSWERS[Number(/^EVIL\? (\d+)$/.exec(line)?.[1])];
  });
}

/** Types lines. */
class TypedPrompt implements Prompt {
  readonly history: string[] = [];
  readonly isInteractive = true;
  readonly #lines: string[];

  constructor(lines: readonly string[]) {
    this.#lines = [...lines];
  }

  ask(): Promise<string | undefined> {
    return Promise.resolve(this.#lines.shift());
  }

  onInterrupt(): void {}

  [Symbol.dispose](): void {}
}

/** Nothing but ends of lines and what is printable. */
function assertTame(io: FakeIo): void {
  const shown = io.output + io.complaints;
  assert(shown !== "");
  assertEquals(shown.split("\n").find(acts), undefined);
}

async function runOn(
  args: readonly string[],
  parts: Parts,
  isTerminal: boolean,
): Promise<FakeIo> {
  const io = new FakeIo({ isTerminal, colour: isTerminal });
  await run(args, io, parts);
  return io;
}

for (const isTerminal of [true, false]) {
  const where = isTerminal ? "a terminal" : "a pipe";

  for (const errors of ["never", "after-set", "after-all"]) {
    Deno.test(`T8: nothing that an instrument says acts in "query" on ${where}, errors ${errors}`, async () => {
      await using device = hostile();
      for (const line of [...QUESTIONS, "CONF"]) {
        const args = ["query", device.address, line, "--errors", errors, "--timeout", "50ms"];
        const io = new FakeIo({ isTerminal, colour: isTerminal });
        await run(args, io, new FakeParts());
        assertEquals((io.output + io.complaints).split("\n").find(acts), undefined);
      }
    });
  }

  for (const form of ["text", "sequence", "timeline", "replay"]) {
    Deno.test(`T8: nothing that an instrument says acts in "trace --as ${form}" on ${where}`, async () => {
      await using device = hostile();
      const args = ["trace", device.address, ...QUESTIONS, "--as", form, "--timeout", "50ms"];
      assertTame(await runOn(args, new FakeParts(), isTerminal));
    });
  }
}

Deno.test(`T8: nothing that an instrument says acts in "shell", its name and its trace neither`, async () => {
  for (const identity of ANSWERS) {
    await using device = hostile(identity);
    const lines = [...QUESTIONS.slice(0, 20), ".trace", ".trace sequence", ".stats"];
    const prompt = new TypedPrompt(lines);
    const parts = Object.assign(new FakeParts(), { openPrompt: () => Promise.resolve(prompt) });
    const io = await runOn(["shell", device.address, "--timeout", "50ms"], parts, false);
    assertEquals((io.output + io.complaints).split("\n").find(acts), undefined);
  }
});

for (const format of ["table", "csv", "jsonl"]) {
  Deno.test(`T8: nothing that a plug says acts in "ports --format ${format}"`, async () => {
    const ports = HOSTILE_TEXTS.map((text) => ({
      ...{ path: text, byIdPath: text, driver: text, problem: text },
      ...{ serialNumber: text, manufacturer: text, product: text },
    }));
    const parts = Object.assign(new FakeParts(), { listPorts: () => Promise.resolve(ports) });
    assertTame(await runOn(["ports", "--format", format], parts, true));
  });
}

for (const text of HOSTILE_TEXTS) {
  Deno.test(`T8: an address, a line, a plan that is ${JSON.stringify(text)} is quoted so that it cannot act`, async () => {
    for (
      const args of [
        ["query", text, "*IDN?"],
        ["query", `tcp://127.0.0.1:1/${text}`, "*IDN?"],
        ["query", `serial:///dev/${text}`, "*IDN?"],
        ["shell", `tcp://${text}:1`],
        ["trace", `TCPIP::${text}::SOCKET`, "*IDN?"],
        ["trace", "tcp://127.0.0.1:1", "*IDN?", "--as", text],
        ["sim", text],
        ["sim", "dmm", "--faults", text],
        ["ports", text],
      ]
    ) {
      const io = new FakeIo({ isTerminal: true });
      const running = run(args, io, new FakeParts());
      if (args[2] === "--faults") io.stop("SIGINT"); // an empty plan is one
      await running;
      assertEquals((io.output + io.complaints).split("\n").find(acts), undefined, `${args}`);
    }
  });
}
