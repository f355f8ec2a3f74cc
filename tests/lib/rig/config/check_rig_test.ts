import { checkRig } from "../../../../lib/rig/config/check_rig.ts";
import { RigError } from "../../../../lib/rig/config/rig_error.ts";
import type { RigProblem } from "../../../../lib/rig/config/rig_problem.ts";
import { defineRig } from "../../../../lib/rig/define_rig.ts";
import { VirtualClock } from "../../../../lib/testing/mod.ts";
import { assert, assertEquals, assertRejects, assertStrictEquals } from "../../../deps/assert.ts";

async function problemsOf(rig: unknown): Promise<readonly RigProblem[]> {
  return (await assertRejects(() => checkRig(rig), RigError)).problems;
}

Deno.test("checkRig() gives back a rig with its functions, and leaves it as it was", async () => {
  const read = (): number => 5;
  const run = (): void => {};
  const rig = defineRig({
    name: "own",
    channels: { own: { read, unit: "V", limits: { range: [0, 5] } } },
    safe: [{ name: "own", run }],
  });
  const before = structuredClone({ ...rig, channels: {}, safe: [] });
  const checked = (await checkRig(rig)).rig;
  assertEquals(checked, rig);
  const { own } = checked.channels;
  assert(own !== undefined && "read" in own);
  assertStrictEquals(own.read, read);
  assertEquals({ ...rig, channels: {}, safe: [] }, before);
});

Deno.test("checkRig() makes milliseconds of times with a unit, in a program without types too", async () => {
  const { rig } = await checkRig({
    name: "r",
    everyMs: "1.5s",
    channels: { a: { host: "cpu", everyMs: "250ms", staleAfterMs: "1min" } },
  });
  assertEquals(rig.everyMs, 1_500);
  assertEquals(rig.channels["a"]?.everyMs, 250);
  assertEquals(rig.channels["a"]?.staleAfterMs, 60_000);
});

Deno.test("checkRig() names the field instead of a line, in the order of the rig", async () => {
  const problems = await problemsOf({
    everyMs: 1,
    channels: { "b.c": { host: "cpuu" }, a: { hots: "cpu" } },
    safe: [{ name: "x", instrument: "plc", coil: 70_000, value: true }],
  });
  assertEquals(
    problems.map(({ field, line, column, nearest }) => [field, line, column, nearest]),
    [
      ["name", undefined, undefined, undefined],
      ["everyMs", undefined, undefined, undefined],
      [`channels["b.c"].host`, undefined, undefined, "cpu"],
      ["channels.a.hots", undefined, undefined, "host"],
      ["safe[0].instrument", undefined, undefined, undefined],
      ["safe[0].coil", undefined, undefined, undefined],
    ],
  );
});

Deno.test("checkRig() takes a field that is there and undefined for one that is not", async () => {
  const rig = {
    ...{ name: "r", safe: undefined, everyMs: undefined },
    channels: { a: { host: "cpu", question: undefined, everyMs: undefined } },
  };
  assertEquals((await checkRig(rig)).warnings, []);
  const holes = { ...rig, safe: [undefined, , { name: "x", run() {} }] }; // deno-lint-ignore no-sparse-arrays
  assertEquals((await problemsOf(holes)).map(({ field }) => field), ["safe[0]", "safe[1]"]);
});

for (const nothing of [undefined, null, 5, "rig", [], () => {}, new Map()]) {
  Deno.test(`checkRig() refuses ${typeof nothing} ${String(nothing)}`, async () => {
    assert((await problemsOf(nothing)).length > 0);
  });
}

Deno.test("checkRig() comes to an end with an object that leads back to itself in many ways", async () => {
  const knot: Record<string, unknown> = {};
  for (let at = 0; at < 50; at++) knot[`k${at}`] = knot;
  const problems = await problemsOf({ name: "r", channels: { a: knot } });
  assert(problems.some(({ is }) => is === "is more than a rig can be"));
  const endless = { name: "r", channels: { a: { host: "cpu" } }, safe: [] as unknown[] };
  endless.safe.length = 2 ** 32 - 1;
  assert((await problemsOf(endless)).length > 0);
});

Deno.test("checkRig() says of a field that throws when it is read why, and goes on with the others", async () => {
  const channels = {
    a: {
      get host() {
        throw new Error("boom\n");
      },
    },
    b: { host: "cpuu" },
  };
  const problems = await problemsOf({ name: "r", everyMs: 250n, channels });
  assertEquals(
    problems.map(({ field, is }) => `${field} ${is}`),
    ["everyMs is 250n", "channels.a.host cannot be read (boom\\x0a)", 'channels.b.host is "cpuu"'],
  );
});

Deno.test("checkRig() finds the error behind hundreds of warnings", async () => {
  const names = Array.from({ length: 300 }, (_, at) => [`c${at}`, { host: "cpu", critical: true }]);
  const channels = { ...Object.fromEntries(names), last: { host: "cpuu" } };
  const problems = await problemsOf({ name: "r", channels });
  assertEquals(problems.filter(({ severity }) => severity === "error").map(({ field }) => field), [
    "channels.last.host",
    "", // there are more
  ]);
  const { warnings } = await checkRig({ name: "r", channels: Object.fromEntries(names) });
  assertEquals(warnings.length, 101);
  assertEquals(warnings.at(-1)?.is, "has 200 more problems");
  assert(warnings.every(({ severity }) => severity === "warning"));
});

for (const name of ["__proto__", "constructor", "prototype"]) {
  Deno.test(`checkRig() refuses a channel called ${name}, and does not lose it in silence`, async () => {
    const channels = JSON.parse(`{ "a": { "host": "cpu" }, "${name}": { "host": "cpu" } }`);
    const [problem] = await problemsOf({ name: "r", channels });
    assertEquals(problem?.field, `channels.${name}`);
  });
}

Deno.test("checkRig() refuses a period that its clock cannot keep, and no other", async () => {
  const rig = { name: "r", channels: { a: { host: "cpu", everyMs: 1 } } };
  assertEquals((await checkRig(rig, { clock: new VirtualClock() })).warnings, []);
  assertEquals((await problemsOf(rig)).map(({ field }) => field), ["channels.a.everyMs"]);
});

Deno.test("checkRig() warns, and gives the rig, if something is only suspicious", async () => {
  const { warnings } = await checkRig({
    name: "r",
    instruments: { dmm: { kind: "scpi", address: "tcp://h:1" } },
    channels: { a: { host: "cpu", critical: true } },
  });
  assertEquals(
    warnings.map(({ severity, field }) => [severity, field]),
    [["warning", "instruments.dmm"], ["warning", "channels.a.critical"]],
  );
});

Deno.test("checkRig() does not call an instrument unused that a function may use", async () => {
  const { warnings } = await checkRig({
    name: "r",
    instruments: { dmm: { kind: "scpi", address: "tcp://h:1" } },
    channels: { a: { host: "cpu" } },
    safe: [{ name: "own", run() {} }],
  });
  assertEquals(warnings, []);
});

Deno.test("a problem shows what controls a terminal as text", async () => {
  const error = await assertRejects(
    () => checkRig({ name: "r", channels: { "\x1b[2J": { host: "\x1b[2J\n" } } }, { file: "\x1b" }),
    RigError,
  );
  // deno-lint-ignore no-control-regex
  assertEquals(error.message.match(/[\x00-\x09\x0b-\x1f]/g), null);
});
