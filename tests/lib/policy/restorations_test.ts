import { assertEquals } from "../../deps/assert.ts";
import { channel } from "../../../lib/channel/channel.ts";
import { Restorations } from "../../../lib/policy/restorations.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";

const volts = channel("volts", "V", () => 1);

Deno.test("Restorations changes back in reverse order, and only at the source that is asked for", async () => {
  const log: string[] = [];
  const restorations = new Restorations<number>(new VirtualClock(), 100, () => {});
  const other = channel("other", "V", () => 1);
  for (const [adjustment, source] of [["a", volts], ["b", volts], ["c", other]] as const) {
    restorations.add({ adjustment, source, restore: () => void log.push(adjustment) });
  }
  assertEquals(restorations.namesOf(volts), ["a", "b"]);
  await restorations.restore(volts);
  assertEquals([log, restorations.size], [["b", "a"], 1]);
});

Deno.test("Restorations goes back to what was before the first change, also if one could not be undone between", async () => {
  let range = "100 mV";
  let stuck = true;
  const told: string[] = [];
  const notify = ({ kind }: { readonly kind: string }) => void told.push(kind);
  const restorations = new Restorations<number>(new VirtualClock(), 100, notify);
  for (let attempt = 0; attempt < 2; attempt++) {
    const before = range;
    range = "AUTO";
    restorations.add({
      adjustment: "range",
      source: volts,
      restore: () => {
        if (stuck) throw new Error("stuck");
        range = before;
      },
    });
    await restorations.restore(volts);
  }
  stuck = false;
  await restorations.restore(volts);
  assertEquals([range, restorations.size, told], ["100 mV", 0, ["not-restored"]]);
});

Deno.test("Restorations gives a restoration that hangs its budget and no more", async () => {
  const clock = new VirtualClock();
  const restorations = new Restorations<number>(clock, 100, () => {});
  restorations.add({ adjustment: "a", source: volts, restore: () => new Promise(() => {}) });
  const restored = restorations.restore(volts);
  await clock.advance(100);
  await restored;
  assertEquals(restorations.size, 1);
});

Deno.test("Restorations takes two sources of one name for two", async () => {
  const log: string[] = [];
  const restorations = new Restorations<number>(new VirtualClock(), 100, () => {});
  const namesake = channel("volts", "V", () => 1);
  for (const [source, what] of [[volts, "one"], [namesake, "other"]] as const) {
    restorations.add({ adjustment: "a", source, restore: () => void log.push(what) });
  }
  await restorations.restore(namesake);
  assertEquals([log, restorations.namesOf(volts)], [["other"], ["a"]]);
});
