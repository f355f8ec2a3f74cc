import type { Parsed } from "../../base/parsed.ts";

import type { DeviceIdentification } from "./device_identification.ts";
import type { IdentificationRequest } from "./request.ts";
import { IDENTIFICATION_LEVELS, IDENTIFICATION_MEI } from "./device_identification.ts";
import { FUNCTION_CODES } from "./function_codes.ts";
import { LIMITS } from "./limits.ts";

const CONFORMITIES = ["basic", "regular", "extended"] as const;
const HEAD_BYTES = 7;

/** The reply of a device to a question for its identification. */
export function encodeIdentification(
  reply: DeviceIdentification,
  request: IdentificationRequest,
): Uint8Array {
  const { conformity, individual, nextObjectId, objects } = reply;
  const texts = objects.flatMap(({ id, value }) => [
    id,
    value.length,
    ...Array.from(value, (_, at) => value.charCodeAt(at)),
  ]);
  const bytes = [
    FUNCTION_CODES[request.kind],
    IDENTIFICATION_MEI,
    IDENTIFICATION_LEVELS[request.level],
    CONFORMITIES.indexOf(conformity) + 1 | (individual ? 0x80 : 0),
    nextObjectId === null ? 0 : 0xff,
    nextObjectId ?? 0,
    objects.length,
    ...texts,
  ];
  const odd = bytes.find((byte) => !(Number.isInteger(byte) && byte >= 0 && byte <= 0xff));
  if (odd !== undefined || bytes.length > LIMITS.pduBytes) {
    throw new RangeError(
      `Cannot encode a device identification: ids and characters must be 0 to 255, and ` +
        `${LIMITS.pduBytes} bytes must hold all of it, got ` +
        (odd === undefined ? `${bytes.length} bytes; name the next object instead` : odd),
    );
  }
  return Uint8Array.from(bytes);
}

/** Judges a device's reply to a question for its identification. */
export function decodeIdentification(
  pdu: Uint8Array,
  request: IdentificationRequest,
): Parsed<DeviceIdentification> {
  if (pdu.length < HEAD_BYTES) return bad(`${pdu.length} bytes, at least ${HEAD_BYTES} expected`);
  const [, mei, level, conforms, more, next, count] = pdu as unknown as number[];
  if (mei !== IDENTIFICATION_MEI) return bad(`interface type ${mei}, ${IDENTIFICATION_MEI} asked`);
  if (level !== IDENTIFICATION_LEVELS[request.level]) {
    return bad(`level ${level}, ${request.level} asked`);
  }
  const conformity = CONFORMITIES[(conforms! & 0x7f) - 1];
  if (conformity === undefined) return bad(`conformity ${conforms}`);
  if (more !== 0 && more !== 0xff) return bad(`"more follows" is ${more}, 0 or 255 expected`);

  const objects: { id: number; value: string }[] = [];
  let at = HEAD_BYTES;
  while (objects.length < count! && at + 2 <= pdu.length) {
    const end = at + 2 + pdu[at + 1]!;
    objects.push({ id: pdu[at]!, value: String.fromCharCode(...pdu.subarray(at + 2, end)) });
    at = end;
  }
  if (objects.length !== count || at !== pdu.length) {
    return bad(`${count} objects do not fill the ${pdu.length} bytes`);
  }
  if (request.level === "specific" && !(count === 1 && objects[0]!.id === request.objectId)) {
    return bad(`not the one object ${request.objectId} that was asked for`);
  }
  const individual = conforms! >= 0x80;
  const nextObjectId = more === 0 ? null : next!; // without more, the standard calls it useless
  const { kind } = request;
  return { kind: "value", value: { kind, conformity, individual, nextObjectId, objects } };
}

function bad(why: string): Parsed<never> {
  return { kind: "bad", why: `a device identification with ${why}` };
}
