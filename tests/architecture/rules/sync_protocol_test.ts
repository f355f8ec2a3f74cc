import { assertEquals, assertGreaterOrEqual, assertStringIncludes } from "../../deps/assert.ts";
import { lintWith } from "../lint_with.ts";

for (
  const { source, what } of [
    { source: `export async function f() {}`, what: "an async function" },
    { source: `const f = async () => 1;`, what: "an async function" },
    { source: `class A { async f() {} }`, what: "an async function" },
    { source: `await f();`, what: "await" },
    { source: `for await (const a of b) c(a);`, what: "for await" },
    { source: `await using a = b;`, what: "await using" },
    { source: `export function f(): Promise<void> { return g(); }`, what: "Promise" },
    { source: `const p = Promise.resolve(1);`, what: "Promise" },
    { source: `interface A { signal: AbortSignal }`, what: "AbortSignal" },
  ]
) {
  Deno.test(`sync-protocol reports ${source}`, () => {
    const messages = lintWith("sync-protocol", "lib/protocol/scpi/x.ts", source);
    assertGreaterOrEqual(messages.length, 1);
    assertStringIncludes(messages.join("\n"), `Cannot use ${what} in a protocol`);
  });
}

Deno.test("sync-protocol allows a pure codec", () => {
  const source = `export function* frames(bytes: Uint8Array): Generator<Frame> {
    for (const byte of bytes) yield frame(byte);
  }`;
  assertEquals(lintWith("sync-protocol", "lib/protocol/scpi/x.ts", source), []);
});

Deno.test("sync-protocol leaves everything outside lib/protocol alone", () => {
  assertEquals(lintWith("sync-protocol", "lib/link/x.ts", `export async function f() {}`), []);
});
