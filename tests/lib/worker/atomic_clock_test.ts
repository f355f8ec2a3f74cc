import { assert, assertEquals } from "../../deps/assert.ts";
import { systemClock } from "../../../lib/base/system_clock.ts";
import { AtomicClock } from "../../../lib/worker/atomic_clock.ts";

const timeout = 10_000;

function bell(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4));
}

Deno.test({
  name: "AtomicClock calls timers in order, none before its time, and none that was cancelled",
  timeout,
  async fn() {
    const clock = new AtomicClock(bell());
    const startMs = clock.nowMs();
    const fired: string[] = [];
    clock.timer(6, () => fired.push("second"));
    clock.timer(3, () => {
      fired.push("first");
      assert(clock.nowMs() - startMs >= 3);
      cancel();
    });
    const cancel = clock.timer(4, () => fired.push("never"));
    await clock.run({ mayBlock: () => true, goOn: () => fired.length < 2 });
    assertEquals(fired, ["first", "second"]);
    assert(clock.nowMs() - startMs >= 6);
  },
});

Deno.test({
  name: "AtomicClock lets what was started before it have its turn before its first timer",
  timeout,
  async fn() {
    const clock = new AtomicClock(bell());
    const order: string[] = [];
    clock.timer(0, () => order.push("timer"));
    void Promise.resolve().then(() => order.push("started before"));
    await clock.run({ mayBlock: () => true, goOn: () => order.length < 2 });
    assertEquals(order, ["started before", "timer"]);
  },
});

Deno.test({
  name: "AtomicClock lets the event loop run while something else may bring work",
  timeout,
  async fn() {
    const clock = new AtomicClock(bell());
    const order: string[] = [];
    clock.timer(40, () => order.push("its timer"));
    systemClock.timer(5, () => order.push("the system's"));
    const letGo = systemClock.timer(10_000, () => {}); // as a thread's owner does: it is alive
    await clock.run({ mayBlock: () => false, goOn: () => !order.includes("its timer") });
    letGo();
    assertEquals(order, ["the system's", "its timer"]);
  },
});
