import { assertEquals, assertMatch, assertNotEquals } from "../../deps/assert.ts";
import { BrowserPage } from "./browser_page.ts";
import { Device, type Said } from "./device.ts";
import { inkOf, runsOf } from "./plot_ink.ts";

Deno.test("the page shows the recent history at once, then what is new", async () => {
  const volts: Said = { name: "volts", unit: "V", answer: 1 };
  await using device = await Device.serve([volts]);
  await device.read(300);
  await using shown = await BrowserPage.open(device.url);
  await shown.shows(shown.connection, /^Live$/);
  await shown.shows(shown.cell("volts", "Value"), /^1$/);
  assertEquals(await shown.cell("volts", "Unit").textContent(), "V");
  assertMatch(await shown.cell("volts", "Time").textContent() ?? "", /^\d\d:\d\d:\d\d\.\d{3}$/);
  await shown.shows(shown.cell("volts", "Quality"), /^good$/);

  await shown.page.getByRole("radio", { name: "10 min" }).check();
  await shown.cursor.press("Home"); // the oldest point
  assertEquals(await shown.cursor.getAttribute("aria-valuenow"), "-300");
  await shown.cursor.press("Escape");

  volts.answer = 2.5;
  await device.read(1);
  await shown.shows(shown.cell("volts", "Value"), /^2\.500$/);
  await shown.cursor.press("End");
  assertMatch(await shown.cursorText(), /volts 2\.500 V$/);
  assertEquals(shown.complaints, []);
});

Deno.test("the plot moves with each reading", async () => {
  const volts: Said = { name: "volts", unit: "V", answer: 1 };
  await using device = await Device.serve([volts]);
  await device.read(5);
  await using shown = await BrowserPage.open(device.url);
  await shown.shows(shown.cell("volts", "Quality"), "good");
  const before = await shown.cursor.screenshot();
  volts.answer = 3;
  await device.read(1);
  await shown.shows(shown.cell("volts", "Value"), /^3$/);
  assertNotEquals(await shown.cursor.screenshot(), before);
});

Deno.test("the page's pause holds plot and table, counts what comes, and ends at the present", async () => {
  const volts: Said = { name: "volts", unit: "V", answer: 1 };
  await using device = await Device.serve([volts]);
  await device.read(5);
  await using shown = await BrowserPage.open(device.url);
  await shown.shows(shown.cell("volts", "Value"), /^1$/);
  await shown.shows(shown.connection, "Live");
  await shown.page.getByRole("button", { name: "Pause" }).click();
  await shown.shows(shown.page.getByRole("table"), "Paused, 0 newer readings waiting");
  const held = await shown.cursor.screenshot();

  volts.answer = 7;
  await device.read(5);
  await shown.shows(shown.page.getByRole("table"), "Paused, 5 newer readings waiting");
  assertEquals(await shown.cell("volts", "Value").textContent(), "1");
  assertEquals(await shown.cursor.screenshot(), held);

  await shown.page.getByRole("button", { name: "Resume" }).click();
  await shown.shows(shown.cell("volts", "Value"), /^7$/);
  assertNotEquals(await shown.cursor.screenshot(), held);
  assertEquals(await shown.page.getByText("waiting").count(), 0);
});

Deno.test("a bad reading is a gap in the plot, and named in the table", async () => {
  const volts: Said = { name: "volts", unit: "V", answer: 1 };
  await using device = await Device.serve([volts]);
  await device.read(20);
  volts.answer = { fault: "Cannot read volts: the plug is out" };
  await device.read(10);
  await using shown = await BrowserPage.open(device.url);
  await shown.shows(shown.cell("volts", "Quality"), /bad.*device-fail.*the plug is out/);
  assertEquals(await shown.cell("volts", "Value").textContent(), "\u2013");
  await shown.cursor.press("End");
  assertMatch(await shown.cursorText(), /volts bad$/);
  await shown.cursor.press("Escape");

  volts.answer = 1;
  await device.read(20);
  await shown.shows(shown.cell("volts", "Quality"), /^good$/);
  assertEquals(runsOf((await inkOf(shown)).line), ["ink", "none", "ink"]);
});

Deno.test("the page's windows show more or less of the history", async () => {
  await using device = await Device.serve([{ name: "volts", unit: "V", answer: 1 }]);
  await device.read(700);
  await using shown = await BrowserPage.open(device.url);
  await shown.shows(shown.cell("volts", "Quality"), "good");
  for (
    const { name, oldest } of [
      { name: "10 s", oldest: -10 },
      { name: "1 min", oldest: -60 },
      { name: "10 min", oldest: -599 }, // one more is about to leave the history
    ]
  ) {
    await shown.page.getByRole("radio", { name, exact: true }).check();
    await shown.cursor.press("Home");
    assertEquals(Number(await shown.cursor.getAttribute("aria-valuenow")), oldest, name);
    await shown.cursor.press("Escape");
  }
});

Deno.test("the page shows the values under the pointer", async () => {
  const volts: Said = { name: "volts", unit: "V", answer: 1 };
  await using device = await Device.serve([volts]);
  await device.read(30);
  volts.answer = 2;
  await device.read(30);
  await using shown = await BrowserPage.open(device.url);
  await shown.shows(shown.cell("volts", "Value"), /^2$/);
  const value = shown.page.getByRole("group", { name: "Plotted channels" }).locator(".value");
  await shown.shows(value, "2 V");
  const box = (await shown.cursor.boundingBox())!;
  await shown.page.mouse.move(box.x + box.width * 0.2, box.y + box.height * 0.5);
  await shown.shows(value, "1 V");
  await shown.shows(shown.page.locator(".moment"), /^At \d\d:\d\d:\d\d\.\d{3}$/);
  await shown.page.mouse.move(0, 0);
  await shown.shows(value, "2 V");
});

Deno.test("the page says that the connection is lost, and goes on when it is back", async () => {
  const volts: Said = { name: "volts", unit: "V", answer: 1 };
  const device = await Device.serve([volts]);
  const { port, clock } = device;
  await device.read(5);
  await using shown = await BrowserPage.open(device.url);
  await shown.shows(shown.connection, "Live");
  await shown.shows(shown.cell("volts", "Value"), /^1$/);
  assertEquals(await shown.page.locator(".dropped").textContent(), "");

  await device[Symbol.asyncDispose]();
  await shown.shows(shown.connection, "Connection lost");
  await shown.shows(shown.cell("volts", "Quality"), /^stale\d+ s old$/);

  volts.answer = 2;
  await using again = await Device.serve([volts], { port, clock });
  await again.read(1);
  await shown.shows(shown.connection, /Live|Connected/);
  await shown.shows(shown.cell("volts", "Value"), /^2$/);
  await shown.shows(shown.page.locator(".dropped"), "Some readings did not arrive");
});

Deno.test("the page starts anew when other channels come back", async () => {
  const device = await Device.serve([{ name: "volts", unit: "V", answer: 1 }]);
  const { port, clock } = device;
  await using shown = await BrowserPage.open(device.url);
  await shown.shows(shown.cell("volts", "Quality"), "good");
  await device[Symbol.asyncDispose]();
  const said: Said[] = [{ name: "amps", unit: "A", answer: 5 }, { name: "mode", answer: "RUN" }];
  await using _again = await Device.serve(said, { port, clock });
  await shown.shows(shown.cell("amps", "Value"), /^5$/);
  await shown.shows(shown.cell("mode", "Value"), "RUN");
  assertEquals(await shown.page.getByRole("rowheader").allTextContents(), ["amps", "mode"]);
  await shown.cursor.press("End");
  assertMatch(await shown.cursorText(), /: amps 5 A$/);
  assertEquals(shown.complaints, []);
});

Deno.test("the page says when nothing comes any more", async () => {
  await using device = await Device.serve([{ name: "volts", unit: "V", answer: 1 }]);
  await device.read(5);
  await using shown = await BrowserPage.open(device.url);
  await shown.shows(shown.connection, "Live");
  await shown.shows(shown.connection, "Connected, no readings");
  await shown.shows(shown.cell("volts", "Quality"), "stale");
  await device.read(1);
  await shown.shows(shown.connection, "Live");
});
