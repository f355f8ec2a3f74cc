// 2.4.2 Timer and callback: called on a grid that does not drift, feeding a queue; cancelled in
// time.
//
//   deno run --allow-sys=systemMemoryInfo examples/book/2_4_2_timer.ts
import { every, host, Outbox, type Reading } from "../../mod.ts";

const outbox = new Outbox<Reading<number>>(10, "drop-oldest");
const memory = host.memory();

await using timer = every(100, async ({ tick, signal }) => {
  await outbox.push(await memory.tryRead({ signal, timeoutMs: 50 }));
  if (tick >= 4) {
    timer.cancel();
    outbox.close();
  }
});
await using never = every(100, () => console.log("never"));
never.cancel(); // before it starts

for await (const { value, unit, fault } of outbox) {
  console.log(value === null ? fault.message : `${value.toFixed(1)} ${unit}`);
}
await timer.done;
console.log("cancelled");
