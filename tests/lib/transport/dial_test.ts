import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { dial } from "../../../lib/transport/dial.ts";
import { assertEquals, assertRejects } from "../../deps/assert.ts";

const place = { label: "tcp://meter:1", flags: "--allow-net=meter:1" };
const nothing = (): void => {};

Deno.test("dial() gives what was connected, and leaves no timer", async () => {
  const clock = new VirtualClock();
  const connect = () => Promise.resolve("wire");
  assertEquals(await dial({ ...place, connect, close: nothing }, { clock }), "wire");
  assertEquals(clock.pendingTimers, 0);
});

Deno.test("dial() ends after its time, and closes a connection that comes later", async () => {
  const clock = new VirtualClock();
  const connection = Promise.withResolvers<string>();
  const closed: string[] = [];
  const dialling = dial(
    { ...place, connect: () => connection.promise, close: (late) => void closed.push(late) },
    { clock },
  );
  const rejected = assertRejects(() => dialling, ReadoutError, "no answer in 5000 ms");
  await clock.advance(5_000);
  assertEquals((await rejected).code, "timeout.connect");
  connection.resolve("late wire");
  await connection.promise;
  assertEquals(closed, ["late wire"]);
});

Deno.test("dial() starts nothing for a signal that has already aborted", async () => {
  let started = 0;
  const connect = () => Promise.resolve(started++);
  const signal = AbortSignal.abort("mine");
  const dialling = dial({ ...place, connect, close: nothing }, { signal });
  assertEquals([await dialling.catch((thrown) => thrown), started], ["mine", 0]);
});

Deno.test("dial() tells a refusal of Deno, with the flags, from a failure of the system", async () => {
  for (
    const [error, code, text] of [
      [new Deno.errors.NotCapable("no"), "permission.missing", "--allow-net=meter:1"],
      [new Error("unreachable\n"), "link.failed", "unreachable\\x0a"],
    ] as const
  ) {
    const connect = () => Promise.reject(error);
    const dialling = dial({ ...place, connect, close: nothing }, {});
    const rejected = await assertRejects(() => dialling, ReadoutError, text);
    assertEquals([rejected.code, rejected.context.address], [code, "tcp://meter:1"]);
  }
});
