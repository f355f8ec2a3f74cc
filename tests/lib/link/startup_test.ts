import { assertEquals, assertRejects, assertStringIncludes } from "../../deps/assert.ts";
import { reasonOfFault } from "../../../lib/base/reason_of_fault.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { Link } from "../../../lib/link/link.ts";
import type { LinkOptions } from "../../../lib/link/link_options.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { lines } from "./line_codec.ts";
import { SlowDevice } from "./slow_device.ts";

async function code(promise: Promise<unknown>): Promise<string> {
  return (await assertRejects(() => promise, ReadoutError)).code;
}

/** A link to nothing, to another device, or to one that Deno may not reach. */
function linkTo(what: "nothing" | "another" | "forbidden", options: Partial<LinkOptions> = {}) {
  const clock = new VirtualClock();
  const device = new SlowDevice(clock, () => 0);
  const attempts = { count: 0 };
  const failure = what === "nothing" ? "link.failed" : "permission.missing";
  const link = new Link({
    address: "dmm",
    clock,
    open: () => {
      attempts.count++;
      if (what === "another") return device.open();
      return Promise.reject(new ReadoutError(failure, `Cannot connect: ${what}`));
    },
    init: async ({ ask }) => {
      const identity = await ask(lines, "ID");
      if (identity !== "YOU") {
        throw new ReadoutError("device.unexpected", `Cannot use it: it is ${identity}`);
      }
    },
    random: { next: () => 0.999 },
    ...options,
  });
  /** Does something that takes a moment. */
  const during = async <T>(promise: Promise<T>): Promise<T> => {
    promise.catch(() => {}); // told below
    await clock.advance(1);
    return await promise;
  };
  return { clock, device, link, attempts, during };
}

for (
  const [startup, what, expected] of [
    ["error", "nothing", "link.failed"],
    ["error", "another", "device.unexpected"],
    ["ignore", "another", "device.unexpected"],
    ["ignore", "forbidden", "permission.missing"],
    ["probe", "forbidden", "permission.missing"],
  ] as const
) {
  Deno.test(`Link.start("${startup}") with ${what} there rejects with ${expected}`, async () => {
    const { link, during } = linkTo(what);
    assertEquals(await code(during(link.start(startup))), expected);
    await link[Symbol.asyncDispose]();
  });
}

for (
  const [startup, what] of [["ignore", "nothing"], ["probe", "nothing"], [
    "probe",
    "another",
  ]] as const
) {
  Deno.test(`Link.start("${startup}") with ${what} there leaves it out: not connected, at once, for good`, async () => {
    const { link, during, attempts, clock } = linkTo(what);
    await during(link.start(startup));
    for (
      const use of [
        () => link.ask(lines, "Q"),
        () => link.send(new Uint8Array(1)),
        () => link.inTurn(() => Promise.resolve()),
      ]
    ) {
      const error = await assertRejects(use, ReadoutError);
      assertEquals([error.code, reasonOfFault(error.code)], ["link.absent", "not-connected"]);
      assertStringIncludes(error.message, what === "nothing" ? "nothing" : "it is ME");
      await clock.advance(60_000);
    }
    assertEquals([attempts.count, clock.pendingTimers], [1, 0]);
  });
}

Deno.test('Link.start("retry") waits for nobody; questions try again, with back-off, until it is there', async () => {
  const { link, during, attempts, clock, device } = linkTo("nothing");
  await link.start("retry");
  assertEquals(attempts.count, 0);
  assertEquals(await code(link.ask(lines, "Q1")), "link.failed");
  assertEquals(await code(link.ask(lines, "Q1")), "link.failed");
  assertEquals(attempts.count, 1);
  await clock.advance(250);
  assertEquals(await code(link.ask(lines, "Q1")), "link.failed");
  assertEquals(attempts.count, 2);
  await link[Symbol.asyncDispose]();

  const good = new Link({ address: "dmm", clock, open: device.open });
  await good.start("retry");
  assertEquals(await during(good.ask(lines, "Q1")), "R1");
  await good[Symbol.asyncDispose]();
});

Deno.test('Link.start("error") connects, and does init, once', async () => {
  const { link, during, device } = linkTo("another", {
    init: async ({ ask }) => void await ask(lines, "ID"),
  });
  await during(link.start("error"));
  await during(link.start("error"));
  assertEquals([device.asked, link.stats().connects], [["ID"], 1]);
  assertEquals(await during(link.ask(lines, "Q1")), "R1");
  await link[Symbol.asyncDispose]();
});

Deno.test("Link.start() rejects with its caller's own reason, and leaves nothing out by it", async () => {
  const clock = new VirtualClock();
  const link = new Link({ address: "slow", clock, open: () => new Promise(() => {}) });
  const stop = new AbortController();
  const starting = link.start("probe", { signal: stop.signal }).catch((thrown) => thrown);
  await clock.advance(10);
  stop.abort("mine");
  assertEquals(await starting, "mine");
  const asked = code(link.ask(lines, "Q"));
  await clock.advance(5_000);
  assertEquals(await asked, "timeout.connect");
  await link[Symbol.asyncDispose]();
});

Deno.test("Link says that it is another device as long as it is, also between attempts: bad, config", async () => {
  const { link, during, attempts, clock } = linkTo("another");
  for (let read = 0; read < 20; read++) {
    const error = await assertRejects(() => during(link.ask(lines, "Q")), ReadoutError);
    assertEquals([error.code, reasonOfFault(error.code)], ["device.unexpected", "config"]);
    await clock.advance(100);
  }
  assertEquals(attempts.count < 6, true, `${attempts.count} attempts in 2 s`);
  await link[Symbol.asyncDispose]();
});
