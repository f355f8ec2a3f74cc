import { assertEquals } from "../../deps/assert.ts";
import { ReadoutError, toFault } from "../../../lib/base/readout_error.ts";
import { decorated } from "../../../lib/policy/decorated.ts";

const volts = { name: "volts", unit: "V" };
const trial = { attempts: 1, failures: [], switched: false, source: volts, excluded: undefined };

Deno.test("decorated() leaves the error of a single attempt as it was", () => {
  const error = new ReadoutError("timeout.reply", "Cannot read volts: no reply", { sent: "V?" });
  const same = decorated(error, volts, trial, undefined);
  assertEquals([same.code, same.message], [error.code, error.message]);
  assertEquals(same.context, { sent: "V?", channel: "volts" });
  assertEquals("cause" in same, false);
});

Deno.test("decorated() says what is held, and how old that is", () => {
  const error = new ReadoutError("link.closed", "Cannot read volts: closed");
  const say = (value: unknown, ageMs: number) =>
    decorated(error, volts, trial, { value, ageMs, uncertainty: 1, isFirst: true }).message;
  assertEquals(
    say(181.42, 12_000),
    "Cannot read volts: closed; holding 181.4 V, measured 12 s ago",
  );
  assertEquals(
    say("\x1bon", 900),
    "Cannot read volts: closed; holding \\x1bon V, measured 0.9 s ago",
  );
});

Deno.test("the attempts of a fault are plain data, and their texts are safe to show", () => {
  const error = new ReadoutError("frame.bad", "Cannot read volts: bad");
  const failure = {
    path: "backup:\x1b[2J",
    code: "frame.bad",
    message: "got \n\x07",
    monoMs: 1,
    tookMs: 2,
  } as const;
  const told = decorated(error, volts, { ...trial, attempts: 2, failures: [failure] }, undefined);
  const fault = toFault(told);
  assertEquals(fault.attempts, [{
    ...failure,
    path: "backup:\\x1b[2J",
    message: "got \\x0a\\x07",
  }]);
  assertEquals(structuredClone(fault), fault);
});
