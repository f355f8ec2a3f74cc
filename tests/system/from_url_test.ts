import { assert, assertEquals, assertMatch } from "../deps/assert.ts";
import { dmm, serveTcp } from "../../lib/simulator/mod.ts";
import { type DenoChild, newUser } from "./deno_child.ts";
import { serveCheckout } from "./serve_checkout.ts";

const SCRIPT = `
import { channel, poll } from "MOD";

let next = 1;
const counter = channel("counter", "V", () => Promise.resolve(next++));
const seen = [];
for await (const reading of poll(counter, { periodMs: 20, count: 3 })) {
  seen.push(reading.value + reading.unit + " " + reading.status);
}
console.log(seen.join(", "));
`;

Deno.test("a script that imports mod.ts from a URL reads and polls a channel", async () => {
  await using checkout = serveCheckout();
  await using user = await newUser();
  const script = SCRIPT.replace("MOD", `${checkout.url}mod.ts`);
  await Deno.writeTextFile(`${user.folder}/main.ts`, script);
  const flags = ["--no-prompt", `--allow-import=${checkout.host}`];
  const { code, stdout, stderr } = await user.run("run", ...flags, "main.ts");
  assertEquals({ code, stdout }, { code: 0, stdout: "1V good, 2V good, 3V good\n" }, stderr);
});

const RIG = `
import { channel } from "MOD";

let next = 1;
export const channels = [channel("counter", "V", () => next++)];
`;

const WORKER_SCRIPT = `
import { acquireInWorker } from "MOD";

const options = { periodMs: 1, count: 3, overflow: "wait" };
const seen = [];
for await (const batch of acquireInWorker(new URL("./rig.ts", import.meta.url), options)) {
  for (const reading of batch) seen.push(reading.value + reading.unit + " " + reading.status);
}
console.log(seen.join(", "));
`;

Deno.test("a script that imports mod.ts from a URL acquires in a worker", async () => {
  await using checkout = serveCheckout();
  await using user = await newUser();
  const door = `${checkout.url}mod.ts`;
  await Deno.writeTextFile(`${user.folder}/rig.ts`, RIG.replace("MOD", door));
  await Deno.writeTextFile(`${user.folder}/main.ts`, WORKER_SCRIPT.replace("MOD", door));
  const flags = ["--no-prompt", `--allow-import=${checkout.host}`, "--allow-read=rig.ts"];
  const { code, stdout, stderr } = await user.run("run", ...flags, "main.ts");
  assertEquals({ code, stdout }, { code: 0, stdout: "1V good, 2V good, 3V good\n" }, stderr);
});

const INSTRUMENT_SCRIPT = `
import { openScpi } from "MOD";

await using dmm = await openScpi("ADDRESS", { expectIdn: "SIMULATED DMM" });
const volts = dmm.number("MEAS:VOLT?", { name: "volts", unit: "V" });
const { status, unit } = await volts.read();
console.log(status, unit);
`;

Deno.test("a script that imports mod.ts from a URL talks to an instrument, by its address alone", async () => {
  await using meter = await serveTcp(dmm());
  await using checkout = serveCheckout();
  await using user = await newUser();
  const script = INSTRUMENT_SCRIPT.replace("MOD", `${checkout.url}mod.ts`)
    .replace("ADDRESS", meter.address);
  await Deno.writeTextFile(`${user.folder}/main.ts`, script);
  const { host } = new URL(meter.address);
  const flags = ["--no-prompt", `--allow-import=${checkout.host}`, `--allow-net=${host}`];
  const { code, stdout, stderr } = await user.run("run", ...flags, "main.ts");
  assertEquals({ code, stdout }, { code: 0, stdout: "good V\n" }, stderr);
});

Deno.test("cli/main.ts from a URL reads the processor's load", async () => {
  await using checkout = serveCheckout();
  await using user = await newUser();
  const flags = ["--no-prompt", `--allow-import=${checkout.host}`, "--allow-sys=cpus"];
  const main = `${checkout.url}cli/main.ts`;
  const { code, stdout, stderr } = await user.run("run", ...flags, main, "read", "cpu");
  assertEquals(code, 0, stderr);
  assertMatch(stdout, /cpu\s+\d+(\.\d+)?\s+%/);
});

Deno.test("cli/main.ts from a URL serves the page, its script and live readings", async () => {
  await using checkout = serveCheckout();
  await using user = await newUser();
  const flags = ["--no-prompt", `--allow-import=${checkout.host}`, "--unstable-bundle"];
  const rights = ["--allow-net=127.0.0.1", "--allow-read", "--allow-sys=cpus"];
  const command = [`${checkout.url}cli/main.ts`, "serve", "sine", "--every", "20ms"];
  await using server = user.start("run", ...flags, ...rights, ...command);
  const url = await addressOf(server);

  const html = await textOf(url);
  assertMatch(html, /^<!doctype html>/i);
  const assets = [...html.matchAll(/\b(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path!);
  const sizes = new Map<string, number>();
  for (const path of assets) sizes.set(path, (await textOf(new URL(path, url).href)).length);
  const scripts = [...sizes].filter(([path]) => path.endsWith(".js"));
  assert(scripts.length > 0 && scripts.every(([, length]) => length > 10_000), html);

  const [channel, , , value, status] = await firstReading(new URL("live/stream", url).href);
  assertEquals({ channel, type: typeof value, status }, {
    channel: 0,
    type: "number",
    status: "good",
  });

  server.interrupt();
  const { code, stderr } = await server.ended;
  assertEquals(code, 0, stderr);
});

/** The address that a server prints when it is ready. */
async function addressOf(server: DenoChild): Promise<string> {
  const [, url] = await server.printed(/(http:\/\/127\.0\.0\.1:\d+\/\S*)/);
  return url!;
}

async function textOf(url: string): Promise<string> {
  const response = await fetch(url);
  const text = await response.text();
  assertEquals(response.status, 200, `${url}: ${text}`);
  return text;
}

async function firstReading(url: string): Promise<unknown[]> {
  const stop = new AbortController();
  const response = await fetch(url, { signal: stop.signal });
  assertEquals(response.headers.get("content-type"), "text/event-stream");
  let events = "";
  for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
    events += text;
    const readings = /^event: readings\n(?:.+\n)*?data: (.+)\n/m.exec(events)?.[1];
    if (readings === undefined) continue;
    stop.abort();
    return JSON.parse(readings)[0];
  }
  throw new Error(`The stream ended without a reading: ${events}`);
}
