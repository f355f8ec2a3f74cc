import { assert, assertEquals } from "../../deps/assert.ts";
import type { Rig } from "../../../lib/rig/rig.ts";
import { BrowserPage } from "./browser_page.ts";
import { PAYLOADS } from "./payloads.ts";
import { RigBench } from "./rig_bench.ts";

Deno.test("the page of a rig lists its alarms as they rise, return and are acknowledged, and tells those who do not see it", async () => {
  let celsius = 20;
  await using bench = await RigBench.start({
    oven: { unit: "\u00b0C", read: () => celsius, limits: { alarm: { high: 90 } } },
  });
  await using shown = await BrowserPage.open(bench.page.url);
  const { page } = shown;
  const item = page.getByRole("list", { name: "Alarms" }).getByRole("listitem");
  await shown.shows(page.locator(".headline"), "oven: running, all 1 channels work");
  assertEquals(await page.getByRole("alert").textContent(), "");

  celsius = 95;
  await bench.read(1);
  await shown.shows(
    item,
    /^alarmoven high alarm: 95 \u00b0C, limit 90 \u00b0C since \d\d:\d\d:\d\d not acknowledged$/,
  );
  assertEquals(await page.getByRole("alert").textContent(), "1 alarm, 1 not acknowledged");
  await page.waitForFunction(() => document.title === "1 alarm \u2013 Readout");
  celsius = 20;
  await bench.read(1);
  await shown.shows(item, /over, not acknowledged$/);
  celsius = 99;
  await bench.read(1);
  await shown.shows(item, /99 \u00b0C.* not acknowledged$/);
  bench.running.alarms.acknowledge("oven");
  await bench.clock.advance(200);
  await shown.shows(item, /\d acknowledged$/);
  assertEquals(await page.getByRole("alert").textContent(), "1 alarm, all acknowledged");

  await page.reload(); // it is there at once again
  await shown.shows(item, /\d acknowledged$/);
  celsius = 20;
  await bench.read(1);
  await item.waitFor({ state: "detached" });
  await page.waitForFunction(() => document.title === "Readout");
  assertEquals(shown.complaints, []);
});

Deno.test("the page of a rig says what does not work, since when and why, and what is stale", async () => {
  const state = { hangs: false, broken: false };
  await using bench = await RigBench.start({
    hung: {
      unit: "V",
      timeoutMs: 3_600_000,
      read: () => state.hangs ? new Promise<number>(() => {}) : 1,
    },
    broken: {
      read: () => {
        if (state.broken) throw new Error("the plug is out");
        return 1;
      },
    },
    steady: { read: () => 7 },
  });
  await bench.read(3);
  await using shown = await BrowserPage.open(bench.page.url);
  const problems = shown.page.getByRole("list", { name: "What does not work" });
  await shown.shows(shown.cell("hung", "Quality"), /^good$/);
  state.hangs = state.broken = true;
  await bench.read(5);
  await shown.shows(problems, /hung is stale since \d\d:\d\d:\d\d/);
  await shown.shows(problems, /broken is bad since \d\d:\d\d:\d\d: .*the plug is out/);
  await shown.shows(shown.cell("hung", "Quality"), /^stale\d+ s old$/);
  await shown.shows(shown.cell("steady", "Quality"), /^good$/); // constant, and it keeps arriving
  assertEquals(await shown.page.locator(".headline.unwell").count(), 1);

  await bench.page[Symbol.asyncDispose]();
  await shown.shows(shown.page.locator(".as-of"), /^As it was at \d\d:\d\d:\d\d$/);
  await shown.shows(shown.cell("steady", "Quality"), /stale/); // by the page's own clock
  assertEquals(shown.complaints, []);
});

Deno.test(`text from a rig stays text, on a phone in the dark: ${PAYLOADS.length} payloads as its parts`, async () => {
  const channels: Record<string, Rig["channels"][string]> = {};
  for (const [at, payload] of PAYLOADS.entries()) {
    channels[payload] = at % 2 === 0
      ? { unit: payload, read: () => 95, limits: { alarm: { high: 90 } } }
      : {
        read: () => {
          throw new Error(payload);
        },
      };
  }
  await using bench = await RigBench.start(channels, PAYLOADS.join(" "));
  await bench.read(1);
  await using shown = await BrowserPage.open(bench.page.url, {
    ...{ width: 360, height: 800, colorScheme: "dark" },
  });
  const { page } = shown;
  await shown.shows(page.getByRole("alert"), /^25 alarms/);
  const list = page.getByRole("list", { name: "What does not work" });
  assert(await list.getByRole("listitem").count() >= 25);
  assertEquals(await page.locator(".rig :is(script, img, svg, a, iframe, style, form)").count(), 0);
  assertEquals(await page.evaluate(() => "pwned" in globalThis), false);
  const widest = await page.evaluate(() => document.documentElement.scrollWidth);
  assert(widest <= 360, `the page is ${widest} pixels wide`);
  assertEquals(shown.complaints, []);
});
