import { assertEquals, assertStringIncludes } from "../../deps/assert.ts";
import { lintWith } from "../lint_with.ts";

for (
  const { source, better } of [
    { source: `interface A { readonly timeout: number }`, better: "timeoutMs" },
    { source: `interface A { maxAge?: number | undefined }`, better: "maxAgeMs" },
    { source: `type A = { pollInterval: number };`, better: "pollIntervalMs" },
    { source: `interface A { chunkSize: number }`, better: "chunkSizeBytes" },
    { source: `interface A { maxFileSize: number }`, better: "maxFileSizeBytes" },
    { source: `interface A { frequency: number }`, better: "frequencyHz" },
    { source: `class A { readonly period: number; }`, better: "periodMs" },
    { source: `class A { constructor(readonly ttl: number) {} }`, better: "ttlMs" },
    { source: `function f(delay: number) {}`, better: "delayMs" },
    { source: `function f(delay = 5) {}`, better: "delayMs" },
    { source: `const f = (DURATION: number) => {};`, better: "DURATIONMs" },
    { source: `type F = (elapsed: number) => void;`, better: "elapsedMs" },
    { source: `interface A { wait(deadline: number): void }`, better: "deadlineMs" },
  ]
) {
  Deno.test(`unit-in-name reports ${source}`, () => {
    const messages = lintWith("unit-in-name", "lib/base/x.ts", source);
    assertEquals(messages.length, 1);
    assertStringIncludes(messages[0]!, better);
  });
}

for (
  const source of [
    `interface A { readonly timeoutMs: number; sizeBytes: number; rateHz: number }`,
    `interface A { message: number; image: number; usage: number; average: number }`,
    `interface A { timeout: Timeout; period: string; age: bigint }`,
    `interface A { missedTicks: number; count: number; baudRate: number; capacity: number }`,
    `class A { get size(): number { return 1; } }`,
    `class A { #timer: number | undefined; #size = 0; }`,
    `function f(size: number, stepSize: number, batchSize: number) {}`,
    `function f(ms: number, periodMs = 5) {}`,
    `const elapsed: number = 5;`,
  ]
) {
  Deno.test(`unit-in-name allows ${source}`, () => {
    assertEquals(lintWith("unit-in-name", "lib/base/x.ts", source), []);
  });
}

Deno.test("unit-in-name leaves the names of third-party declarations alone", () => {
  const source = `export interface Options { timeout: number }`;
  assertEquals(lintWith("unit-in-name", "lib/deps/x.d.ts", source), []);
});
