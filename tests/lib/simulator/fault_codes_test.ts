import { assert, assertEquals } from "../../deps/assert.ts";
import type { Codec } from "../../../lib/contract/codec.ts";
import type { BadReason } from "../../../lib/contract/quality.ts";
import type { FaultCode } from "../../../lib/contract/fault.ts";
import { isReadoutError } from "../../../lib/base/readout_error.ts";
import { reasonOfFault } from "../../../lib/base/reason_of_fault.ts";
import { Link } from "../../../lib/link/link.ts";
import type { Resync } from "../../../lib/link/resync.ts";
import { modbusRtu } from "../../../lib/protocol/modbus/rtu.ts";
import { modbusTcp } from "../../../lib/protocol/modbus/tcp.ts";
import { block } from "../../../lib/protocol/scpi/block.ts";
import { line } from "../../../lib/protocol/scpi/line.ts";
import { numeric } from "../../../lib/protocol/scpi/numeric.ts";
import { scpiCodec } from "../../../lib/protocol/scpi/scpi_codec.ts";
import {
  dmm,
  FAULT_NAMES,
  type FaultKind,
  modbusDevice,
  serveLoopback,
  type SimulatedDevice,
} from "../../../lib/simulator/mod.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { advanceUntil } from "./advance_until.ts";

/** What a question comes to: a value, or a fault. */
type Outcome = "good" | FaultCode;

/** A device, and a question that tells faults apart. */
interface Case<Q, R> {
  readonly device: () => SimulatedDevice;
  readonly codec: Codec<Q, R>;
  readonly request: (number: number) => Q;
  readonly resync?: Resync;
  readonly isRight: (reply: R) => boolean;
}

function fine<Q, R>(it: Case<Q, R>): Case<unknown, unknown> {
  return it as unknown as Case<unknown, unknown>;
}

const exact = numeric({ picture: "+d.ddddddddE+dd" });
const inputs = { VOLT: () => 5 };
const registers = { kind: "read-input-registers", address: 0, count: 3 } as const;

const CASES = {
  line: fine({
    device: () => dmm({ inputs }),
    codec: scpiCodec(line(exact)),
    request: () => "MEAS:VOLT?",
    isRight: (reply) => reply.kind === "number" && Math.abs(reply.value - 5) < 1e-3,
  }),
  block: fine({
    device: () => {
      const meter = dmm({ inputs });
      meter.answer("FORM INT,16;:VOLT:RANG 10", { nowMs: 0, wallMs: 0 });
      return meter;
    },
    codec: scpiCodec(block({ type: "int16" })),
    request: () => "TRAC:DATA?",
    isRight: (reply) => reply.length === 1_000 && reply.every((it) => it === 16_000),
  }),
  rtu: fine({
    device: () => modbusDevice({ framing: "rtu" }),
    codec: modbusRtu,
    request: () => ({ unit: 1, request: registers }),
    isRight: (reply) => "values" in reply && reply.values[2] === 200,
  }),
  tcp: fine({
    device: () => modbusDevice(),
    codec: modbusTcp,
    request: (number) => ({ transactionId: number, unit: 1, request: registers }),
    resync: { kind: "id" } as const,
    isRight: ({ reply }) => "values" in reply && reply.values[2] === 200,
  }),
} as const;

/** What each fault comes to. */
const EXPECTED: Readonly<Record<FaultKind, readonly [keyof typeof CASES, Outcome][]>> = {
  late: [["line", "timeout.reply"], ["rtu", "timeout.reply"], ["tcp", "timeout.reply"]],
  silent: [["line", "timeout.reply"], ["rtu", "timeout.reply"], ["tcp", "timeout.reply"]],
  truncated: [["line", "timeout.gap"], ["block", "timeout.gap"], ["rtu", "timeout.gap"]],
  split: [["line", "good"], ["block", "good"], ["rtu", "good"], ["tcp", "good"]],
  glued: [["line", "timeout.reply"], ["rtu", "timeout.reply"], ["tcp", "timeout.reply"]],
  garbled: [["line", "frame.bad"]],
  duplicated: [["line", "frame.extra"], ["rtu", "frame.extra"], ["tcp", "good"]],
  dropped: [["line", "frame.bad"]],
  misaddressed: [["rtu", "frame.bad"], ["tcp", "frame.bad"]],
  stuck: [["line", "good"], ["rtu", "good"], ["tcp", "timeout.reply"]],
  endless: [["line", "frame.bad"], ["block", "frame.bad"]],
  huge: [["block", "frame.bad"]],
  echo: [["line", "frame.bad"], ["block", "frame.bad"]],
  reset: [["line", "link.closed"], ["rtu", "link.closed"], ["tcp", "link.closed"]],
  away: [["line", "link.closed"], ["rtu", "link.closed"], ["tcp", "link.closed"]],
  refused: [["line", "link.closed"], ["tcp", "link.closed"]],
  slow: [["line", "timeout.reply"], ["tcp", "timeout.reply"]],
};

/** The reason that a bad reading has. */
const REASONS: Readonly<Partial<Record<Outcome, BadReason>>> = {
  "timeout.reply": "comm-fail",
  "timeout.gap": "protocol",
  "frame.bad": "protocol",
  "frame.extra": "protocol",
  "link.closed": "comm-fail",
};

/** Asks, with one fault: what it comes to, and the same question afterwards. */
async function outcomeOf(name: keyof typeof CASES, kind: FaultKind, seed: number) {
  const clock = new VirtualClock();
  const { device, codec, request, resync, isRight } = CASES[name];
  const served = serveLoopback(device(), {
    clock,
    faults: { late: { ms: 2_000 }, slow: { ms: 2_000 }, away: { ms: 2_000 } },
    random: { next: () => (seed = seed * 16807 % 2147483647) / 2147483647 },
  });
  const link = new Link({ address: served.address, open: served.open, clock, resync });
  const ask = async (number: number): Promise<Outcome> => {
    try {
      const reply = await link.ask(codec, request(number));
      assert(isRight(reply), `${kind} of ${name}: a wrong value passed for right`);
      return "good";
    } catch (error) {
      if (!isReadoutError(error)) throw error;
      return error.code;
    }
  };
  const isOfConnection = kind === "refused" || kind === "slow";
  if (!isOfConnection) assertEquals(await advanceUntil(clock, ask(1)), "good");
  served.faults.next(kind);
  const outcome = await advanceUntil(clock, ask(2));
  await clock.advance(60_000);
  assertEquals(await advanceUntil(clock, ask(3)), "good", `${kind} of ${name}, afterwards`);
  assertEquals(served.faults.stats()[kind], 1);
  await link[Symbol.asyncDispose]();
  await served[Symbol.asyncDispose]();
  assertEquals(clock.pendingTimers, 0);
  return outcome;
}

Deno.test("every fault of the simulator is in the table of codes", () => {
  assertEquals(Object.keys(EXPECTED).toSorted(), FAULT_NAMES.toSorted());
});

for (const kind of FAULT_NAMES) {
  for (const [name, expected] of EXPECTED[kind]) {
    Deno.test(`a ${name} reply that is "${kind}" comes to ${expected}, and the next is right`, async () => {
      for (let seed = 1; seed <= 20; seed++) {
        assertEquals(await outcomeOf(name, kind, seed), expected, `seed ${seed}`);
      }
      if (expected !== "good") assertEquals(reasonOfFault(expected), REASONS[expected]!);
    });
  }
}
