import { nextTurn } from "../../../lib/base/system_clock.ts";
import { catchUncaught } from "../../../lib/rig/uncaught.ts";
import { assertEquals } from "../../deps/assert.ts";

Deno.test("catchUncaught() catches what is thrown into the event loop, and keeps the process alive", async () => {
  using uncaught = catchUncaught();
  const bug = new Error("a bug");
  queueMicrotask(() => {
    throw bug;
  });
  await nextTurn();
  assertEquals(uncaught.signal.reason, bug);
});

Deno.test("catchUncaught() catches a promise that was rejected, and the first thing stays", async () => {
  using uncaught = catchUncaught();
  const bug = new Error("a bug");
  void Promise.reject(bug);
  await nextTurn();
  void Promise.reject(new Error("another"));
  reportError(new Error("a third"));
  await nextTurn();
  assertEquals(uncaught.signal.reason, bug);
});

Deno.test("catchUncaught() has a reason even for a rejection without one", async () => {
  using uncaught = catchUncaught();
  void Promise.reject();
  await nextTurn();
  assertEquals(uncaught.signal.reason.message, "a promise was rejected, without a reason");
});

Deno.test("catchUncaught() leaves to others what comes after it", () => {
  catchUncaught()[Symbol.dispose]();
  const event = new ErrorEvent("error", { error: new Error("late"), cancelable: true });
  dispatchEvent(event);
  assertEquals(event.defaultPrevented, false);
});
