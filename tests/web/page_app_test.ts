import { assert, assertEquals, assertMatch, assertStringIncludes } from "../deps/assert.ts";
import type { WireChannel } from "../../web/wire.ts";
import { createApp } from "../../web/app.ts";

const HOSTILE: readonly WireChannel[] = [
  { name: "<script>alert(1)</script>", unit: "<img src=x onerror=alert(2)>" },
  { name: "\"'><svg onload=alert(3)>", unit: "</div></head><style>" },
  { name: "&lt;b&gt;\u2028", unit: "\u202e" },
];

/** The page of some channels; its live data is what `live` answers. */
function app(
  channels: readonly WireChannel[] = [{ name: "volts", unit: "V" }],
  live: (request: Request) => Response = () => new Response("live"),
): (path: string, init?: RequestInit) => Promise<Response> {
  const answer = createApp({
    monitor: { src: "/live", channels, periodMs: 250, historyMs: 600_000 },
    live,
    script: Promise.resolve("console.log(1);"),
  });
  return async (path, init) => await answer(new Request(`http://localhost${path}`, init));
}

Deno.test("the page is there before its script runs: a row and a box for each channel", async () => {
  const response = await app()("/");
  assertEquals(response.status, 200);
  assertEquals(response.headers.get("content-type"), "text/html; charset=utf-8");
  const html = await response.text();
  assertMatch(html, /^<!DOCTYPE html><html lang="en">/);
  assertMatch(html, /<th role="rowheader" scope="row">volts<\/th>/);
  assertMatch(html, /<input type="checkbox" aria-label="volts" checked\/>/);
  assertStringIncludes(html, ">Connecting</p>");
});

Deno.test("the page has no inline script, no inline style and no style attribute", async () => {
  const html = await (await app(HOSTILE)("/")).text();
  const scripts = html.match(/<script[^]*?<\/script>/gi);
  assertEquals(scripts, ['<script type="module" src="/_fresh/client.js"></script>']);
  assertEquals(html.match(/<style|\sstyle=|\son\w+="/gi), null);
});

Deno.test("the page escapes what a device is called, in text and in attributes", async () => {
  const html = await (await app(HOSTILE)("/")).text();
  const tags = new Set([...html.matchAll(/<([a-z0-9]+)/gi)].map(([, tag]) => tag!));
  for (const tag of ["img", "svg", "b", "style"]) assert(!tags.has(tag), `there is a <${tag}>`);
  assertStringIncludes(html, "&lt;script>alert(1)&lt;/script>");
  assertEquals(html.match(/<\/head>/g)?.length, 1);
});

Deno.test("an island gets its props back as they were", async () => {
  const html = await (await app(HOSTILE)("/")).text();
  const attribute = /data-island="Monitor" data-props="([^"]*)"/.exec(html)?.[1] ?? "";
  const props = JSON.parse(
    attribute.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&amp;", "&"),
  );
  assertEquals(props, { src: "/live", channels: HOSTILE, periodMs: 250, historyMs: 600_000 });
});

Deno.test("what the page loads has its own type", async () => {
  const ask = app();
  for (
    const [path, type, part] of [
      ["/page.css", "text/css; charset=utf-8", "--page:"],
      ["/uplot-css", "text/css; charset=utf-8", ".uplot"],
      ["/favicon.svg", "image/svg+xml; charset=utf-8", "<svg"],
      ["/_fresh/client.js", "text/javascript; charset=utf-8", "console.log(1);"],
    ] as const
  ) {
    const response = await ask(path);
    assertEquals(response.status, 200, path);
    assertEquals(response.headers.get("content-type"), type);
    assertStringIncludes(await response.text(), part);
  }
});

Deno.test("everything that the page links to is there", async () => {
  const ask = app();
  const html = await (await ask("/")).text();
  const links = [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, link]) => link!);
  assert(links.length >= 4);
  for (const link of links) assertEquals((await ask(link)).status, 200, link);
});

Deno.test("nothing else can be had, by no detour", async () => {
  const ask = app();
  for (
    const path of [
      "/nowhere",
      "/index.html",
      "/static/page.css",
      "/routes/index.tsx",
      "/page.css/",
      "/page.css%00.html",
      "/PAGE.CSS",
      "/./../page",
      "/%2e%2e/%2e%2e/etc/passwd",
      "/..%2f..%2fetc%2fpasswd",
      "/..;/etc/passwd",
      "/%252e%252e/etc/passwd",
      "/..\\..\\etc\\passwd",
      "/%c0%ae%c0%ae/etc/passwd",
      "/_fresh/../../deno.json",
      "/__proto__",
      "/constructor",
      "/livewire",
      "/live",
    ]
  ) {
    const response = await ask(path);
    assertEquals(response.status, 404, path);
    assertEquals(await response.text(), "Not found\n");
  }
});

Deno.test("the page answers GET and HEAD, and no other method", async () => {
  const ask = app();
  for (const path of ["/", "/page.css", "/uplot-css", "/_fresh/client.js"]) {
    const head = await ask(path, { method: "HEAD" });
    assertEquals([head.status, await head.text()], [200, ""]);
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"]) {
      const response = await ask(path, { method });
      assertEquals(response.status, 405, `${method} ${path}`);
      assertEquals(response.headers.get("allow"), "GET, HEAD");
    }
  }
});

Deno.test("doubled slashes and queries change nothing", async () => {
  const ask = app();
  assertEquals((await ask("//page.css?x=1")).status, 200);
  assertEquals((await ask("//?x=1")).status, 200);
});

Deno.test("what is below the source of the live data is answered by it, whatever the method", async () => {
  const asked: string[] = [];
  const ask = app(undefined, (request) => {
    asked.push(`${request.method} ${request.url}`);
    return new Response("live", { status: 299 });
  });
  assertEquals((await ask("/live/stream?after=a.1")).status, 299);
  assertEquals((await ask("/live/x/y", { method: "POST" })).status, 299);
  assertEquals(asked, [
    "GET http://localhost/live/stream?after=a.1",
    "POST http://localhost/live/x/y",
  ]);
});
