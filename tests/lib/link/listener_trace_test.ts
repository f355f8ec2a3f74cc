import { traceText } from "../../../lib/link/trace/trace_text.ts";
import {
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "../../deps/assert.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { Listener } from "../../../lib/link/listener.ts";
import { lineDecoder } from "./line_codec.ts";
import { listenerRig } from "./listener_rig.ts";

Deno.test("Listener traces what it hears and sends, with its times, and that a connection is lost", async () => {
  await using it = await listenerRig({ init: (send) => send(new TextEncoder().encode("hello\n")) });
  await it.clock.advance(100);
  await it.talker.say("21.4\n21.5\n");
  await it.clock.advance(50);
  await it.talker.say("half");
  await it.talker.unplug();
  await it.clock.advance(0);
  const lines = traceText(it.listener.trace.entries()).split("\n");
  assertEquals(lines, [
    "     0.0 ms  talker  > hello\\x0a",
    "     0.0 ms  talker  * connected",
    "   100.0 ms  talker  * heard: 21.4\\x0a",
    "   100.0 ms  talker  * heard: 21.5\\x0a",
    "   150.0 ms  talker  * heard: frame.bad: half",
    "   150.0 ms  talker  * connection given up",
    "",
  ]);
});

Deno.test("Listener traces why it could not connect, and keeps as many entries as it is told to", async () => {
  const refused = new ReadoutError("link.failed", "Cannot connect: refused");
  const open = () => Promise.reject(refused);
  const trace = { entries: 1 };
  await using listener = new Listener({ address: "talker", open, decoder: lineDecoder, trace });
  await assertRejects(() => listener.start());
  await assertRejects(() => listener.start());
  assertEquals(listener.trace.recorded, 2);
  assertEquals(
    traceText(listener.trace.entries()),
    "     0.0 ms  talker  * not connected: link.failed\n",
  );
});

for (const name of ["silentTimeoutMs", "gapTimeoutMs", "connectTimeoutMs", "writeTimeoutMs"]) {
  for (const wrong of [NaN, -1, 0, ...(name === "silentTimeoutMs" ? [] : [Infinity])]) {
    Deno.test(`Listener refuses ${name}: ${wrong}, at once`, () => {
      const open = () => Promise.reject(new Error("nobody should connect"));
      const options = { address: "talker", open, decoder: lineDecoder, [name]: wrong };
      const error = assertThrows(() => new Listener(options), RangeError);
      assertStringIncludes(error.message, name);
    });
  }
}

Deno.test("Listener.next() refuses a wait without a bound, at once", async () => {
  await using it = await listenerRig();
  for (const timeoutMs of [NaN, Infinity, 0]) {
    assertThrows(() => it.listener.next(undefined, { timeoutMs }), RangeError, "timeoutMs");
  }
});
