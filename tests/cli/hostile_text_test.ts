import { run } from "../../cli/run.ts";
import { ReadoutError } from "../../lib/base/readout_error.ts";
import { assert, assertEquals, assertNotMatch } from "../deps/assert.ts";
import { FakeIo } from "./fake_io.ts";
import type { FakeChannel } from "./fake_parts.ts";
import { acts, HOSTILE_TEXTS } from "./hostile_texts.ts";
import { PagelessParts } from "./pageless_parts.ts";

/** Three channels for each text: one that answers with it, one that fails with it, one without. */
const CHANNELS: readonly FakeChannel[] = HOSTILE_TEXTS.flatMap((text, at) => {
  const name = `${text} ${at}`;
  const fault = { code: "source.failed", name: text, message: text } as const;
  return [
    { name, unit: text, via: text, read: () => text },
    {
      name: `${name} fails`,
      unit: text,
      via: text,
      missing: fault,
      read(): number {
        throw new ReadoutError("source.failed", text, { cause: new Error(text) });
      },
    },
    {
      name: `${name} breaks`,
      read(): number {
        throw new Error(text);
      },
    },
  ];
});
const NAMES = CHANNELS.map(({ name }) => name);

/** What we write ourselves: moving up, erasing, colours, cursor and wrapping. */
// deno-lint-ignore no-control-regex
const OURS = /\r?\x1b\[(\d+A|K|J|(0|1|31|32|33)m|\?(25|7)[hl])|\r(?=\x1b\[K)/g;

for (
  const args of [
    ["list"],
    ["list", "--format", "csv"],
    ["list", "--format", "jsonl"],
    ["read", "--", ...NAMES],
    ["read", "--format", "csv", "--", ...NAMES],
    ["read", "--format", "jsonl", "--", ...NAMES],
    ["watch", "--count", "2", "--", ...NAMES],
    ["watch", "--count", "2", "--format", "csv", "--", ...NAMES],
    ["watch", "--count", "2", "--format", "jsonl", "--", ...NAMES],
    ["serve"],
    ["serve", "--", ...NAMES],
  ]
) {
  for (const isTerminal of [true, false]) {
    const where = isTerminal ? "a terminal" : "a pipe";
    Deno.test(`nothing from a device acts in "${args.slice(0, 4)}" on ${where}`, async () => {
      const io = new FakeIo({ isTerminal, colour: true, columns: 300, rows: 200 });
      const running = run(args, io, new PagelessParts(...CHANNELS));
      if (args[0] === "watch" || args[0] === "serve") {
        await io.untilWaiting();
        await io.clock.advance(2_000);
        io.stop("SIGINT");
      }
      assert(await running !== 2);
      assert(io.output !== "");
      assertEquals(io.complaints, "");
      const text = io.output.replace(OURS, "");
      const line = text.split("\n").find(acts);
      assertEquals(line, undefined);
    });
  }
}

Deno.test("no cell of a file is a formula that came from a device", async () => {
  for (const args of [["list"], ["read", "--", ...NAMES]]) {
    const io = new FakeIo();
    await run([args[0]!, "--format", "csv", ...args.slice(1)], io, new PagelessParts(...CHANNELS));
    for (const line of io.output.split("\n")) assertNotMatch(line, /(^|,)"?[=+\-@]/);
  }
});

for (const text of HOSTILE_TEXTS) {
  Deno.test(`a misspelt ${JSON.stringify(text)} is quoted back so that it cannot act`, async () => {
    for (
      const args of [
        [`x${text}`],
        ["help", `x${text}`],
        ["read", "--", `x${text}`],
        ["read", `--x${text}`],
        ["read", "--format", text],
        ["watch", `--every=${text}`],
        ["serve", `--host=${text}`],
        ["serve", `--allow-host=${text}`],
      ]
    ) {
      const io = new FakeIo();
      assertEquals(await run(args, io, new PagelessParts(...CHANNELS)), 2);
      assert(!acts(io.complaints), JSON.stringify(io.complaints));
    }
  });
}
