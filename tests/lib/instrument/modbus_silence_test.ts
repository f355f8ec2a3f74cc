import { assertEquals, assertThrows } from "../../deps/assert.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { ModbusSilence } from "../../../lib/instrument/modbus_silence.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";

Deno.test("ModbusSilence doubles its pause from 0.5 s to 30 s, and one answer ends it at once", async () => {
  const clock = new VirtualClock();
  const silence = new ModbusSilence(3, "line", clock, { next: () => 0.999_999 });
  const pauses: number[] = [];
  for (let failure = 0; failure < 8; failure++) {
    silence.noAnswer(new Error("none"));
    const error = assertThrows(() => silence.check(), ReadoutError, "unit 3 at line");
    const pauseMs = Number(/in (\d+) ms/.exec(error.message)?.[1]);
    pauses.push(pauseMs);
    await clock.advance(pauseMs);
    silence.check();
  }
  assertEquals(pauses, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);

  silence.noAnswer(new Error("none"));
  assertEquals(silence.isDoubtful, true);
  silence.answered();
  silence.check();
  assertEquals(silence.isDoubtful, false);
  silence.noAnswer(new Error("none"));
  assertThrows(() => silence.check(), ReadoutError, "in 500 ms");
});
