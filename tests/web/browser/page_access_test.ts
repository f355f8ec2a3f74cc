import { assert, assertEquals, assertMatch, assertNotEquals } from "../../deps/assert.ts";
import { BrowserPage } from "./browser_page.ts";
import { Device, type Said } from "./device.ts";

Deno.test("the whole page works with a keyboard", async () => {
  const said: Said[] = [
    { name: "volts", unit: "V", answer: 1 },
    { name: "amps", unit: "A", answer: 2 },
  ];
  await using device = await Device.serve(said);
  await device.read(30);
  await using shown = await BrowserPage.open(device.url);
  await shown.shows(shown.connection, "Live");
  const { page, cursor } = shown;
  const { keyboard } = page;

  await keyboard.press("Tab");
  await keyboard.press("ArrowLeft"); // from 1 min to 10 s
  assert(await page.getByRole("radio", { name: "10 s", exact: true }).isChecked());
  assert(await page.getByRole("radio", { name: "10 s", exact: true }).evaluate(isFocused));

  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await shown.shows(page.getByRole("table"), "Paused");
  await keyboard.press("Enter");
  await shown.shows(page.getByRole("table"), "every 1 s");

  await keyboard.press("Tab");
  assert(await cursor.evaluate(isFocused));
  await keyboard.press("ArrowLeft");
  assertEquals(await cursor.getAttribute("aria-valuenow"), "0");
  await keyboard.press("ArrowLeft");
  assertEquals(await cursor.getAttribute("aria-valuenow"), "-1");
  assertMatch(await shown.cursorText(), /^\d\d:\d\d:\d\d\.\d{3}: volts 1 V$/);
  await keyboard.press("Home");
  assertEquals(await cursor.getAttribute("aria-valuenow"), "-10");
  await keyboard.press("Escape");
  assertMatch(await shown.cursorText(), /^No time chosen/);

  await keyboard.press("Tab");
  await keyboard.press("Tab");
  await keyboard.press("Space"); // plots amps too
  assert(await page.getByRole("checkbox", { name: "amps" }).isChecked());
  await cursor.press("End");
  assertMatch(await shown.cursorText(), /: volts 1 V, amps 2 A$/);
});

Deno.test("a channel leaves the plot when its box is unchecked, and the last one leaves a hint", async () => {
  await using device = await Device.serve([{ name: "volts", unit: "V", answer: 1 }]);
  await using shown = await BrowserPage.open(device.url);
  await shown.shows(shown.cell("volts", "Quality"), "good");
  await shown.page.getByRole("checkbox", { name: "volts" }).uncheck();
  await shown.shows(shown.page.locator(".plot"), "No channel is plotted");
  await shown.page.getByRole("checkbox", { name: "volts" }).check();
  await shown.cursor.press("End");
  assertMatch(await shown.cursorText(), /volts 1 V$/);
});

Deno.test("a channel of text is in the table, and cannot be plotted", async () => {
  const said: Said[] = [{ name: "mode", answer: "RUN" }, { name: "volts", unit: "V", answer: 1 }];
  await using device = await Device.serve(said);
  await using shown = await BrowserPage.open(device.url);
  await shown.shows(shown.cell("mode", "Value"), "RUN");
  assertEquals(await shown.page.getByRole("checkbox", { name: "mode" }).count(), 0);
  assertEquals(await shown.page.getByRole("checkbox", { name: "volts" }).count(), 1);
});

for (const width of [320, 390]) {
  Deno.test(`the page fits a phone ${width} pixels wide, whatever the device says`, async () => {
    const long = "x".repeat(200);
    const said: Said[] = [
      { name: "oven.chamber.temperature.upper.left", unit: "\u00b0C", answer: -1234567.25 },
      { name: long, unit: long, answer: long },
      { name: `${long}y`, answer: { fault: long } },
    ];
    await using device = await Device.serve(said);
    await device.read(5);
    await using shown = await BrowserPage.open(device.url, { width, height: 740 });
    await shown.shows(shown.page.getByRole("table"), "device-fail");
    for (const box of await shown.page.getByRole("checkbox").all()) await box.check();
    const widest = await shown.page.evaluate(() => document.documentElement.scrollWidth);
    assert(widest <= width, `the page is ${widest} pixels wide`);
    for (const cell of await shown.page.getByRole("cell").all()) {
      const place = await cell.boundingBox();
      assert(place === null || place.x + place.width <= width, "a cell sticks out");
    }
    const button = await shown.page.getByRole("button", { name: "Pause" }).boundingBox();
    assert(button !== null && button.height >= 32, "the button is too small for a thumb");
  });
}

Deno.test("the page is dark where the system is dark, and follows a change at once", async () => {
  await using device = await Device.serve([{ name: "volts", unit: "V", answer: 1 }]);
  await device.read(5);
  await using shown = await BrowserPage.open(device.url, { colorScheme: "dark" });
  await shown.shows(shown.cell("volts", "Quality"), "good");
  const dark = { page: await brightness(shown), plot: await shown.cursor.screenshot() };
  assert(dark.page < 60, `dark is ${dark.page} of 255`);

  await shown.page.emulateMedia({ colorScheme: "light" });
  assert(await brightness(shown) > 200);
  assertNotEquals(await shown.cursor.screenshot(), dark.plot);
  assertEquals(shown.complaints, []);
});

function isFocused(element: Element): boolean {
  return element === document.activeElement;
}

/** The mean of red, green and blue behind everything, 0 to 255. */
async function brightness({ page }: BrowserPage): Promise<number> {
  const color = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const [red, green, blue] = color.match(/\d+/g)!.map(Number);
  return (red! + green! + blue!) / 3;
}
