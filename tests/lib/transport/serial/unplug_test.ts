import { assertEquals, assertRejects } from "../../../deps/assert.ts";
import { nextTurn } from "../../../../lib/base/system_clock.ts";
import { ReadoutError } from "../../../../lib/base/readout_error.ts";
import { readBytes, readText, sendText } from "../read_bytes.ts";
import { serialPair } from "./serial_pair.ts";

const timeout = 20_000;
const MORE_THAN_IT_HOLDS = new Uint8Array(1_048_576);

Deno.test({
  name: "unplugging a serial port rejects a pending read, and every later use, with link.closed",
  timeout,
  async fn() {
    await using pair = await serialPair();
    const { near, far } = pair;
    const reading = assertRejects(() => near.read(), ReadoutError, near.label);
    await nextTurn();
    await far[Symbol.asyncDispose]();
    assertEquals((await reading).code, "link.closed");
    for (const use of [() => near.read(), () => near.write(Uint8Array.of(1))]) {
      assertEquals((await assertRejects(use, ReadoutError, "unplugged")).code, "link.closed");
    }
  },
});

Deno.test({
  name: "unplugging a serial port rejects a write that waits for room with link.closed",
  timeout,
  async fn() {
    await using pair = await serialPair();
    const writing = assertRejects(() => pair.near.write(MORE_THAN_IT_HOLDS), ReadoutError);
    await nextTurn();
    await pair.far[Symbol.asyncDispose]();
    assertEquals((await writing).code, "link.closed");
  },
});

Deno.test({
  name: "closing a serial port rejects a write that waits for room with link.closed",
  timeout,
  async fn() {
    await using pair = await serialPair();
    const writing = assertRejects(() => pair.near.write(MORE_THAN_IT_HOLDS), ReadoutError);
    await nextTurn();
    await pair.near[Symbol.asyncDispose]();
    assertEquals((await writing).code, "link.closed");
  },
});

Deno.test({
  name: "a write that waits for room can be aborted, and the port goes on",
  timeout,
  async fn() {
    await using pair = await serialPair();
    const stop = new AbortController();
    const writing = pair.near.write(MORE_THAN_IT_HOLDS, { signal: stop.signal })
      .catch((thrown) => thrown);
    await nextTurn();
    stop.abort("mine");
    assertEquals(await writing, "mine");

    let zeros = 0;
    const finding = (async () => {
      for (;;) {
        const chunk = await pair.far.read();
        if (chunk.kind === "eof") throw new Error("it ended");
        zeros += chunk.bytes.filter((byte) => byte === 0).length;
        if (chunk.bytes.includes(33)) return;
      }
    })();
    await sendText(pair.near, "!");
    await finding;
    assertEquals(zeros > 0 && zeros < MORE_THAN_IT_HOLDS.length, true);
    await sendText(pair.far, "on");
    assertEquals(await readText(pair.near, 2), "on");
  },
});

Deno.test({
  name: "a second write while one waits for room is refused, and spoils nothing",
  timeout,
  async fn() {
    await using pair = await serialPair();
    const writing = pair.near.write(MORE_THAN_IT_HOLDS);
    await assertRejects(() => pair.near.write(Uint8Array.of(1)), TypeError, "a write is pending");
    const received = await readBytes(pair.far, MORE_THAN_IT_HOLDS.length);
    await writing;
    assertEquals(received.every((byte) => byte === 0), true);
  },
});
