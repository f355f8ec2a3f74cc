import { assert, assertEquals, assertLessOrEqual } from "../../deps/assert.ts";
import {
  isReadoutError,
  ReadoutError,
  textOfThrown,
  toFault,
} from "../../../lib/base/readout_error.ts";

Deno.test("isReadoutError() knows the error of another copy of the library, and no other", async () => {
  const url = new URL("../../../lib/base/readout_error.ts?copy", import.meta.url).href;
  const copy: typeof import("../../../lib/base/readout_error.ts") = await import(url);
  const foreign = new copy.ReadoutError("aborted", "Cannot read");
  assert(!(foreign instanceof ReadoutError));
  assert(isReadoutError(foreign));
  for (const other of [new Error("x"), { code: "aborted" }, null, undefined, "aborted"]) {
    assert(!isReadoutError(other));
  }
});

Deno.test("toFault() keeps code, context and the chain of causes as plain data", () => {
  const root = new TypeError("root");
  const error = new ReadoutError("source.failed", "Cannot read", {
    channel: "cpu",
    received: "a\x1b[0m",
    cause: new Error("middle", { cause: root }),
  });
  const fault = toFault(error);
  assertEquals(fault, {
    code: "source.failed",
    name: "ReadoutError",
    message: "Cannot read",
    channel: "cpu",
    received: "a\\x1b[0m",
    cause: { name: "Error", message: "middle", cause: { name: "TypeError", message: "root" } },
  });
  assertEquals(JSON.parse(JSON.stringify(fault)), fault);
  assertEquals(structuredClone(fault), fault);
});

Deno.test("toFault() bounds texts and cycles, and takes anything that was thrown", () => {
  const loop = new Error("loop");
  loop.cause = loop;
  assertLessOrEqual(JSON.stringify(toFault(loop)).length, 1_000);
  const long = toFault(new ReadoutError("aborted", "m", { sent: "x".repeat(10_000) }));
  assertEquals(long.sent?.length, 256);
  for (const thrown of ["text", 7, null, undefined, Object.create(null)]) {
    assertEquals(toFault(thrown).code, "reader.threw");
  }
});

/** Errors that throw when they are looked at. */
const HOSTILE: readonly unknown[] = [
  Object.defineProperty(new Error("x"), "message", { get: fail }),
  Object.defineProperty(new Error("x"), "cause", { get: fail }),
  Object.defineProperty(new ReadoutError("aborted", "x"), "context", { get: fail }),
  new Proxy(new Error("x"), { get: fail, has: fail, getPrototypeOf: fail }),
];

function fail(): never {
  throw new Error("do not look");
}

Deno.test("toFault(), textOfThrown() and isReadoutError() take an error that throws when looked at", () => {
  for (const thrown of HOSTILE) {
    assertEquals(typeof toFault(thrown).message, "string");
    assertEquals(typeof textOfThrown(thrown), "string");
    assertEquals(typeof isReadoutError(thrown), "boolean");
  }
});

Deno.test("ReadoutError has no cause if none was given", () => {
  assertEquals("cause" in new ReadoutError("aborted", "x"), false);
});
