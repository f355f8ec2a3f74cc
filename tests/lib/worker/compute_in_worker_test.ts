import { assertEquals, assertRejects } from "../../deps/assert.ts";
import { computeInWorker } from "../../../lib/worker/compute_in_worker.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";

const module = new URL("./rigs/sums.ts", import.meta.url);
const timeout = 20_000;

Deno.test({
  name: "computeInWorker() gives what the function returns or its promise resolves with",
  timeout,
  async fn() {
    assertEquals(await computeInWorker<number>(module, "sum", [[1, 2, 3]]), 6);
    assertEquals(await computeInWorker<number>(module, "laterSum", [[1, 2, 3]]), 6);
  },
});

Deno.test({
  name: "computeInWorker() is bounded though the function never comes back",
  timeout,
  async fn() {
    const never = () => computeInWorker(module, "never", [], { timeoutMs: 200 });
    assertEquals((await assertRejects(never, ReadoutError, "200 ms")).code, "timeout.worker");
  },
});

Deno.test({
  name: "computeInWorker() says what the function threw, or that there is none",
  timeout,
  async fn() {
    for (
      const [name, what] of [["fails", "too much"], ["nothing", 'no function "nothing"']] as const
    ) {
      const error = await assertRejects(() => computeInWorker(module, name), ReadoutError, what);
      assertEquals(error.code, "worker.failed");
    }
    const missing = () => computeInWorker(new URL("./nowhere.ts", module), "sum");
    assertEquals((await assertRejects(missing, ReadoutError, "nowhere")).code, "worker.failed");
  },
});

Deno.test({
  name: "computeInWorker() stops with the caller's own reason",
  timeout,
  async fn() {
    const stop = new AbortController();
    const caught = computeInWorker(module, "never", [], { signal: stop.signal }).catch((e) => e);
    stop.abort("mine");
    assertEquals(await caught, "mine");
    const late = computeInWorker(module, "sum", [[1]], { signal: stop.signal }).catch((e) => e);
    assertEquals(await late, "mine");
  },
});
