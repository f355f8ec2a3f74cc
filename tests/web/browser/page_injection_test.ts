import { assert, assertEquals } from "../../deps/assert.ts";
import { printable } from "../../../lib/base/printable.ts";
import { BrowserPage } from "./browser_page.ts";
import { Device, type Said } from "./device.ts";
import { PAYLOADS } from "./payloads.ts";

/** What no page of ours contains: each is a foothold. */
const FOREIGN = "script:not([src^='/_fresh/']), style, img, svg, math, iframe, object, embed, " +
  "video, audio, source, form, base, a, b, details, marquee, template, noscript, textarea, select, " +
  "body link, body meta, body [style*='url'], [onerror], [onload], [onclick], [onfocus], " +
  "[ontoggle], [onmouseover], [onpointerover], [onanimationstart], [srcdoc], [formaction]";

Deno.test(`text from devices stays text: ${PAYLOADS.length} payloads in every place`, async () => {
  assertEquals(PAYLOADS.length, 50);
  // Every payload is a name, a unit and a path, and a value, a fault or the unit of a line in the plot.
  const said = PAYLOADS.map((payload, at): Said => ({
    name: payload,
    unit: payload,
    path: `backup:${payload}`,
    answer: [1, payload, { fault: payload }][at % 3]!,
  }));
  await using device = await Device.serve(said);
  await device.read(3);
  await using shown = await BrowserPage.open(device.url);
  const { page } = shown;
  await shown.shows(page.getByRole("table"), "device-fail");
  assertEquals(
    await page.getByRole("rowheader").allTextContents(),
    PAYLOADS.map((payload) => printable(payload, 80)),
  );
  assertEquals(
    await page.locator(".path").allTextContents(),
    PAYLOADS.map((payload) => printable(`backup:${payload}`, 80)),
  );
  for (const box of (await page.getByRole("checkbox").all()).slice(0, 10)) await box.check();
  await shown.cursor.press("End");
  assert((await shown.cursorText()).includes(PAYLOADS[3]!.slice(0, 20)));
  await page.getByRole("button", { name: "Pause" }).click();
  await shown.cursor.hover();

  assertEquals(await page.locator(FOREIGN).count(), 0);
  assertEquals(await page.evaluate(() => "pwned" in globalThis), false);
  assertEquals(shown.complaints, []);
});

Deno.test("a payload that did run, or was stopped by the policy, would be noticed", async () => {
  await using device = await Device.serve([{ name: "volts", unit: "V", answer: 1 }]);
  await using shown = await BrowserPage.open(device.url);
  await shown.shows(shown.connection, /Live|Connected/);
  await shown.page.evaluate(() => {
    document.body.append(
      Object.assign(document.createElement("img"), { src: "https://evil.example/x.png" }),
    );
    document.body.setAttribute("onclick", "pwned = 1");
    alert(1);
  });
  await shown.page.locator("header").click();
  assert(await shown.page.locator(FOREIGN).count() > 0);
  const complaints = shown.complaints.join("\n");
  for (const part of ["dialog: 1", "img-src", "script-src"]) {
    assert(complaints.includes(part), `${part} is not in: ${complaints}`);
  }
  assertEquals(await shown.page.evaluate(() => "pwned" in globalThis), false);
});
