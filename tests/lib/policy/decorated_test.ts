import { assertEquals } from "../../deps/assert.ts";
import { ReadoutError, toFault } from "../../../lib/base/readout_error.ts";
import { decorated } from "../../../lib/policy/decorated.ts";
import { resilientRig } from "./resilient_rig.ts";

const volts = { name: "volts", unit: "V" };
const trial = { attempts: 1, failures: [], switched: false, source: volts, excluded: undefined };
const condition = { class: "link", backup: "none", breaker: "none" } as const;

Deno.test("decorated() leaves the error of a single attempt as it was", () => {
  const error = new ReadoutError("timeout.reply", "Cannot read volts: no reply to V?", {
    sent: "V?",
  });
  const same = decorated(error, volts, trial, undefined, condition);
  assertEquals([same.code, same.message], [error.code, error.message]);
  assertEquals(same.context, { sent: "V?", channel: "volts", condition });
  assertEquals("cause" in same, false);
});

Deno.test("decorated() names the channel, and what was asked, where the error does not", () => {
  const error = new ReadoutError("timeout.reply", "Cannot talk to tcp://dmm:5025: no reply", {
    sent: "MEAS:TEMP?\x1b",
  });
  assertEquals(
    decorated(error, volts, undefined, undefined, condition).message,
    'volts: Cannot talk to tcp://dmm:5025: no reply, asked "MEAS:TEMP?\\x1b"',
  );
});

Deno.test("decorated() says what is held, and how old that is", () => {
  const error = new ReadoutError("link.closed", "Cannot read volts: closed");
  const say = (value: unknown, ageMs: number) => {
    const held = { value, ageMs, uncertainty: 1, isFirst: true };
    return decorated(error, volts, trial, held, condition).message;
  };
  const text = (held: string) => `Cannot read volts: closed; holding ${held} s ago`;
  assertEquals(say(181.42, 12_000), text("181.4 V, measured 12"));
  assertEquals(say("\x1bon", 900), text("\\x1bon V, measured 0.9"));
  assertEquals(say({ __proto__: null }, 900), text("object V, measured 0.9")); // has no toString()
});

Deno.test("the attempts of a fault are plain data, and their texts are safe to show", () => {
  const error = new ReadoutError("frame.bad", "Cannot read volts: bad");
  const failure = {
    path: "backup:\x1b[2J",
    source: "\x1b[2J",
    code: "frame.bad",
    message: "got \n\x07",
    monoMs: 1,
    tookMs: 2,
  } as const;
  const story = { ...trial, attempts: 2, failures: [failure] };
  const stood = { ...condition, lastGood: "\x1b", lastGoodAgeMs: 5 };
  const fault = toFault(decorated(error, volts, story, undefined, stood));
  assertEquals(fault.attempts, [{
    ...failure,
    path: "backup:\\x1b[2J",
    source: "\\x1b[2J",
    message: "got \\x0a\\x07",
  }]);
  assertEquals(fault.condition, { ...stood, lastGood: "\\x1b" });
  assertEquals(structuredClone(fault), fault);
});

Deno.test("a fault tells what it means, who was asked when, how the channel stands and its last good value", async () => {
  const { read } = resilientRig(
    [7, "timeout.reply"],
    { retry: { max: 1 }, breaker: { openAfter: 1 } },
    ["link.closed"],
  );
  await read(1_000);
  const { fault } = await read(1_000);
  assertEquals(fault?.condition, {
    ...{ class: "link", backup: "idle", breaker: "open", lastGood: 7, lastGoodAgeMs: 1_040 },
  });
  const told = fault?.attempts?.map(({ path, source, monoMs, tookMs }) =>
    `${path} of ${source} at ${monoMs} for ${tookMs}`
  );
  assertEquals(told, [
    "first of volts at 1000 for 10",
    "retry#1 of volts at 1010 for 10",
    "backup:dmm2 of dmm2 at 1020 for 10",
    "backup:dmm2 retry#1 of dmm2 at 1030 for 10",
  ]);
  const refused = (await read(500)).fault;
  assertEquals([refused?.code, refused?.condition?.breaker], ["breaker.open", "open"]);
  assertEquals(refused?.cause?.message, fault?.message); // with all that was tried
});
