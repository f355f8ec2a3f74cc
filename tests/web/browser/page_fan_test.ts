import { assert, assertEquals, assertMatch } from "../../deps/assert.ts";
import { BrowserPage } from "./browser_page.ts";
import { Device, type Said } from "./device.ts";
import { inkOf, runsOf } from "./plot_ink.ts";

/** A meter that has measured for half a minute, a little up and down. */
async function measured(holdMs: number): Promise<{ volts: Said; device: Device }> {
  const volts: Said = { name: "volts", unit: "V", holdMs, answer: 1 };
  const device = await Device.serve([volts]);
  for (let tick = 0; tick < 30; tick++) {
    volts.answer = 1 + 0.01 * (tick % 3);
    await device.read(1);
  }
  return { volts, device };
}

Deno.test("what is held is a fan that opens, with dashes, and the table says how old it is", async () => {
  const { volts, device } = await measured(60_000);
  await using _ = device;
  await using shown = await BrowserPage.open(device.url);
  await shown.shows(shown.cell("volts", "Quality"), /^good$/);
  assertEquals(sum((await inkOf(shown)).fan), 0);
  assertEquals(await shown.page.locator(".key").count(), 0);

  volts.answer = { fault: "Cannot read volts: the plug is out" };
  await device.read(15);
  await shown.shows(
    shown.cell("volts", "Quality"),
    /^uncertainheld\u00b1\u202f0\.\d+ V1[45](\.\d)? s old.*the plug is out/,
  );
  assertMatch(await shown.cell("volts", "Value").textContent() ?? "", /^1\.0\d\d$|^0\.9\d\d$/);
  await shown.page.locator(".key").waitFor();
  const { fan, line } = await inkOf(shown);
  const columns = fan.flatMap((count, at) => count > 0 ? [at] : []);
  const [first, last] = [columns[0]!, columns.at(-1)!];
  assert(last - first > 100, `the fan is ${last - first} pixels long`);
  assert(fan[last - 5]! > 2 * fan[first + 10]!, "the fan does not open");
  assert(line.slice(0, first - 5).some((count) => count > 0), "no line comes before the fan");
  assert(runsOf(line.slice(first, last)).length > 10, "what is held is not dashed");

  await shown.cursor.press("End");
  assertMatch(await shown.cursorText(), /volts [\d.]+ V, held$/);
  assertEquals(await shown.page.locator(".u-cursor-pt.edge:visible").count(), 0);
  await shown.cursor.press("Escape");

  volts.answer = 1;
  await device.read(10);
  await shown.shows(shown.cell("volts", "Quality"), /^good$/);
  const after = (await inkOf(shown)).fan;
  assert(after.lastIndexOf(Math.max(...after)) < after.length - 100, "the fan does not end");
  assertEquals(shown.complaints, []);
});

Deno.test("what is held for too long is bad, and the line breaks", async () => {
  const { volts, device } = await measured(5_000);
  await using _ = device;
  volts.answer = { fault: "Cannot read volts: the plug is out" };
  await device.read(12);
  volts.answer = 1;
  await device.read(12);
  await using shown = await BrowserPage.open(device.url);
  await shown.shows(shown.cell("volts", "Quality"), /good/);
  const { fan, line } = await inkOf(shown);
  const end = fan.findLastIndex((count) => count > 0);
  const gap = line.slice(end + 5).findIndex((count) => count > 0);
  assert(gap > 30, `the gap is ${gap} pixels`);
});

Deno.test("the page says by which path a value came", async () => {
  const said: Said[] = [
    { name: "volts", unit: "V", path: "retry#1", answer: 1 },
    { name: "amps", unit: "A", path: "first", answer: 1 },
  ];
  await using device = await Device.serve(said);
  await using shown = await BrowserPage.open(device.url);
  await shown.shows(shown.cell("volts", "Quality"), /^goodretry#1$/);
  await shown.shows(shown.cell("amps", "Quality"), /^good$/);
});

Deno.test("the fan is there on a phone and in the dark", async () => {
  const { volts, device } = await measured(60_000);
  await using _ = device;
  volts.answer = { fault: "Cannot read volts: the plug is out" };
  await device.read(15);
  await using shown = await BrowserPage.open(device.url, {
    width: 360,
    height: 800,
    colorScheme: "dark",
  });
  await shown.shows(shown.cell("volts", "Quality"), "held");
  assert(sum((await inkOf(shown)).fan) > 500);
  const { scrollWidth, clientWidth } = await shown.page.evaluate(() => document.documentElement);
  assertEquals(scrollWidth, clientWidth);
});

function sum(counts: readonly number[]): number {
  return counts.reduce((a, b) => a + b);
}
