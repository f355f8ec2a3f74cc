import { assert, assertEquals, assertRejects } from "../../deps/assert.ts";
import type { FaultCode } from "../../../lib/contract/fault.ts";
import { isReadoutError } from "../../../lib/base/readout_error.ts";
import { nextTurn } from "../../../lib/base/system_clock.ts";
import { seededRandom } from "../../../lib/base/seeded_random.ts";
import { Listener } from "../../../lib/link/listener.ts";
import type { ListenerOptions } from "../../../lib/link/listener_options.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { lineDecoder } from "./line_codec.ts";
import { Talker } from "./talker.ts";

/** A queue that loses nothing. */
export const KEPT = { capacity: 100, overflow: "fail" } as const;

/** A listener of lines, what it listens to, and their time. */
export interface ListenerRig extends AsyncDisposable {
  readonly clock: VirtualClock;
  readonly talker: Talker;
  readonly listener: Listener<string>;
}

/** Starts a listener; in the end it must leave no timer behind. */
export async function listenerRig(
  options: Partial<ListenerOptions<string>> = {},
): Promise<ListenerRig> {
  const clock = new VirtualClock();
  const talker = new Talker();
  const listener = new Listener<string>({
    address: "talker",
    open: talker.open,
    decoder: lineDecoder,
    checked: true,
    random: seededRandom(4),
    clock,
    ...options,
  });
  await listener.start();
  return {
    clock,
    talker,
    listener,
    async [Symbol.asyncDispose](): Promise<void> {
      await listener[Symbol.asyncDispose]();
      await nextTurn();
      assertEquals(clock.pendingTimers, 0, "a timer was left behind");
    },
  };
}

/** The code that a promise rejects with. */
export async function codeOf(promise: Promise<unknown>): Promise<FaultCode> {
  const error = await assertRejects(() => promise);
  assert(isReadoutError(error), `${error}`);
  return error.code;
}
