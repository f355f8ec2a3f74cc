import { assertEquals } from "../../deps/assert.ts";
import { channel } from "../../../lib/channel/channel.ts";
import { nextTurn } from "../../../lib/base/system_clock.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";

Deno.test("tryRead() is a bad reading whatever was thrown, also what cannot become text", async () => {
  const wordless = Object.assign(new Error("x"), { message: Object.create(null) });
  for (const thrown of [Object.create(null), Symbol("s"), undefined, wordless]) {
    for (
      const reader of [
        (): number => {
          throw thrown;
        },
        () => Promise.reject<number>(thrown),
      ]
    ) {
      const odd = channel("odd", "", reader);
      assertEquals((await odd.tryRead()).fault?.code, "reader.threw");
      assertEquals((await odd.tryRead()).seq, 1); // and it can be read again
    }
  }
});

Deno.test("read() stops when its own reader aborts the signal", async () => {
  const clock = new VirtualClock();
  const stop = new AbortController();
  const one = channel("one", "", () => {
    stop.abort("mine");
    return new Promise<number>(() => {});
  }, { clock });
  assertEquals(await one.read({ signal: stop.signal }).catch((thrown) => thrown), "mine");
  await nextTurn();
  assertEquals(clock.pendingTimers, 0);
});

Deno.test("a reader's thenable that throws, or settles twice, is one outcome and one turn", async () => {
  // deno-lint-ignore no-explicit-any
  const answers: any[] = [
    {
      then() {
        throw new Error("no");
      },
    },
    {
      then(resolve: (value: number) => void) {
        resolve(1);
        resolve(2);
      },
    },
  ];
  const odd = channel("odd", "", () => answers.shift() as Promise<number>);
  assertEquals((await odd.tryRead()).fault?.code, "reader.threw");
  assertEquals((await odd.tryRead()).value, 1);
});

Deno.test("a reader that reads its own channel does not overlap itself", async () => {
  const clock = new VirtualClock();
  let atOnce = 0;
  let most = 0;
  let inner: Promise<unknown> | undefined;
  const one = channel("one", "", async () => {
    most = Math.max(most, ++atOnce);
    inner ??= one.tryRead();
    await nextTurn();
    return --atOnce;
  }, { clock });
  await one.read();
  await inner;
  assertEquals(most, 1);

  let again: Promise<{ readonly value: number | null }> | undefined;
  let reads = 0;
  const quick = channel("quick", "", () => {
    again ??= quick.tryRead();
    return ++reads;
  }, { clock });
  assertEquals((await quick.read()).value, 1);
  assertEquals((await again!).value, 2); // it has its turn though the first never made it wait
});
