import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { Link } from "../../../lib/link/link.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { assertEquals, assertRejects } from "../../deps/assert.ts";

Deno.test("Link.retryNow() makes the next exchange connect at once, though the last could not", async () => {
  let attempts = 0;
  await using link = new Link({
    address: "nobody",
    open() {
      attempts++;
      return Promise.reject(new ReadoutError("link.failed", "Cannot connect: refused"));
    },
    clock: new VirtualClock(),
    random: { next: () => 1 },
  });
  const send = () => assertRejects(() => link.send(new Uint8Array()), ReadoutError);
  await send();
  await send();
  assertEquals(attempts, 1, "the second has to wait");
  link.retryNow();
  await send();
  assertEquals(attempts, 2);
});
