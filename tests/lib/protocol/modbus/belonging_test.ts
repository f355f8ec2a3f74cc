import type { ModbusReply } from "../../../../lib/protocol/modbus/reply.ts";
import type { ModbusRequest } from "../../../../lib/protocol/modbus/request.ts";
import { decodeReply } from "../../../../lib/protocol/modbus/decode_reply.ts";
import { encodeReply } from "../../../../lib/protocol/modbus/encode_reply.ts";
import { exception, exceptionOf } from "../../../../lib/protocol/modbus/exception.ts";
import { modbusRtu, modbusRtuDevice } from "../../../../lib/protocol/modbus/rtu.ts";
import { modbusTcp, modbusTcpDevice, tcpReplies } from "../../../../lib/protocol/modbus/tcp.ts";
import { assertEquals, assertMatch } from "../../../deps/assert.ts";
import { ask, glue } from "../cuts.ts";
import { hex } from "./hex.ts";

const request: ModbusRequest = { kind: "read-holding-registers", address: 107, count: 3 };
const reply: ModbusReply = { kind: "read-holding-registers", values: Uint16Array.of(1, 2, 3) };

function whyBad(answer: { readonly kind: string; readonly why?: string }): string {
  return answer.kind === "bad" ? answer.why! : `no fault: ${answer.kind}`;
}

for (
  const { what, bytes, why } of [
    { what: "another function", bytes: "04 06 0001 0002 0003", why: /function 4 to function 3/ },
    { what: "another function's exception", bytes: "84 02", why: /function 132 to function 3/ },
    { what: "fewer registers", bytes: "03 04 0001 0002", why: /byte count of 4.*6 expected/ },
    { what: "a byte count that lies", bytes: "03 06 0001 0002", why: /4 bytes of data/ },
    { what: "a byte too many", bytes: "03 06 0001 0002 0003 00", why: /7 bytes of data/ },
    { what: "a long exception", bytes: "83 02 00", why: /exception of 3 bytes/ },
    { what: "nothing but the function", bytes: "03", why: /byte count/ },
    { what: "nothing", bytes: "", why: /function undefined/ },
  ]
) {
  Deno.test(`decodeReply takes ${what} for no answer to read-holding-registers`, () => {
    assertMatch(whyBad(decodeReply(hex(bytes), request)), why);
  });
}

for (
  const asked of [
    { kind: "write-single-coil", address: 7, value: true },
    { kind: "write-single-register", address: 7, value: 9 },
    { kind: "write-multiple-coils", address: 7, values: [true, false] },
    { kind: "write-multiple-registers", address: 7, values: [1, 2] },
    { kind: "mask-write-register", address: 7, andMask: 1, orMask: 2 },
  ] as const
) {
  Deno.test(`decodeReply takes no ${asked.kind} that repeats something else`, () => {
    const echo = encodeReply({ kind: asked.kind }, asked);
    assertEquals(decodeReply(echo, asked).kind, "value");
    for (let at = 1; at < echo.length; at++) {
      const other = echo.slice();
      other[at]! ^= 1;
      assertMatch(whyBad(decodeReply(other, asked)), /confirmed for another/);
    }
    assertEquals(decodeReply(echo.subarray(0, -1), asked).kind, "bad");
    assertEquals(decodeReply(glue([echo, hex("00")]), asked).kind, "bad");
  });
}

for (
  const { what, bytes, why } of [
    { what: "another interface", bytes: "2B 0D 04 01 00 00 01 05 00", why: /type 13, 14/ },
    { what: "another level", bytes: "2B 0E 01 01 00 00 01 05 00", why: /level 1, specific/ },
    { what: "no conformity", bytes: "2B 0E 04 04 00 00 01 05 00", why: /conformity 4/ },
    { what: "half a more", bytes: "2B 0E 04 01 01 00 01 05 00", why: /more follows/ },
    { what: "another object", bytes: "2B 0E 04 01 00 00 01 06 00", why: /one object 5/ },
    { what: "two objects", bytes: "2B 0E 04 01 00 00 02 05 00 06 00", why: /one object 5/ },
    { what: "too few objects", bytes: "2B 0E 04 01 00 00 02 05 00", why: /do not fill/ },
    { what: "a long object", bytes: "2B 0E 04 01 00 00 01 05 02 41", why: /do not fill/ },
    { what: "bytes behind", bytes: "2B 0E 04 01 00 00 01 05 00 00", why: /do not fill/ },
    { what: "half a head", bytes: "2B 0E 04 01 00", why: /5 bytes, at least 7/ },
  ]
) {
  Deno.test(`decodeReply takes an identification with ${what} for no answer`, () => {
    const asked = { kind: "read-device-identification", level: "specific", objectId: 5 } as const;
    assertMatch(whyBad(decodeReply(hex(bytes), asked)), why);
  });
}

Deno.test("decodeReply names exceptions, and those that the standard does not know", () => {
  const busy = { kind: "value", value: exception("busy") } as const;
  assertEquals(decodeReply(hex("83 06"), request), busy);
  const unknown = {
    kind: "value",
    value: { kind: "exception", code: 99, name: "unknown" },
  } as const;
  assertEquals(decodeReply(hex("83 63"), request), unknown);
  const names = Array.from({ length: 12 }, (_, code) => exceptionOf(code).name);
  assertEquals(names, [
    ...["unknown", "illegal-function", "illegal-data-address", "illegal-data-value"] as const,
    ...["device-failure", "acknowledge", "busy", "negative-acknowledge"] as const,
    ...["memory-parity-error", "unknown", "gateway-path-unavailable"] as const,
    "gateway-target-failed-to-respond",
  ]);
});

Deno.test("modbusRtu takes no answer of another unit, and says whose it is", () => {
  const other = modbusRtuDevice.encode(reply, { unit: 5, request });
  const answer = ask(modbusRtu.decoder({ unit: 3, request }), other);
  assertMatch(whyBad(answer), /unit 5 to a request to unit 3/);
  assertEquals(answer.kind === "bad" && answer.usedBytes, other.length);
});

Deno.test("a broadcast is written to all, answered by none, and no answer to it is taken", () => {
  const write = { kind: "write-single-coil", address: 1, value: true } as const;
  const bytes = modbusRtu.encode({ unit: 0, request: write });
  const heard = ask(modbusRtuDevice.decode, bytes);
  assertEquals(heard.kind === "value" && heard.value, { unit: 0, request: write });
  const asked = { unit: 0, request: write };
  assertEquals(modbusRtuDevice.encode({ kind: write.kind }, asked).length, 0);
  assertMatch(whyBad(ask(modbusRtu.decoder(asked), bytes)), /broadcast/);
});

Deno.test("modbusTcp lets an older transaction's reply through as unasked, and waits on", () => {
  const asked = { transactionId: 7, unit: 1, request };
  const late = modbusTcpDevice.encode(exception("busy"), { ...asked, transactionId: 6 });
  const answer = ask(modbusTcp.decoder(asked), late);
  const unasked = { transactionId: 6, unit: 1, reply: { kind: "unasked" } } as const;
  assertEquals(answer, { kind: "value", value: unasked, usedBytes: late.length });
  assertEquals(modbusTcp.isReplyTo?.(unasked, asked), false);
  assertEquals(modbusTcp.isReplyTo?.({ ...unasked, transactionId: 7 }, asked), true);
});

Deno.test("modbusTcp takes no answer of another unit or function in its transaction", () => {
  const asked = { transactionId: 7, unit: 1, request };
  const decoder = modbusTcp.decoder(asked);
  const unit = ask(decoder, modbusTcpDevice.encode(reply, { ...asked, unit: 2 }));
  assertMatch(whyBad(unit), /unit 2 to a request to unit 1 in transaction 7/);
  const other = { kind: "read-coils", address: 0, count: 1 } as const;
  const coils = { kind: "read-coils", values: [true] } as const;
  const kind = ask(decoder, modbusTcpDevice.encode(coils, { ...asked, request: other }));
  assertMatch(whyBad(kind), /function 1 to function 3 in transaction 7/);
});

Deno.test("tcpReplies judges each reply by the request of its transaction, in any order", () => {
  const coils = { kind: "read-coils", address: 0, count: 2 } as const;
  const inFlight = new Map([
    [1, { transactionId: 1, unit: 1, request }],
    [2, { transactionId: 2, unit: 9, request: coils }],
  ]);
  const decoder = tcpReplies((id) => inFlight.get(id));
  const bits: ModbusReply = { kind: "read-coils", values: [true, false] };
  for (const [id, answered] of [[2, bits], [1, reply]] as const) {
    const asked = inFlight.get(id)!;
    const answer = ask(decoder, modbusTcpDevice.encode(answered, asked));
    assertEquals(answer.kind === "value" && answer.value.reply, answered);
  }
});
