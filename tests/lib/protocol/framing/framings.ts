import type { Framing } from "../../../../lib/protocol/framing/framing.ts";
import { crc } from "../../../../lib/base/crc.ts";
import { cobs } from "../../../../lib/protocol/framing/cobs.ts";
import { delimited } from "../../../../lib/protocol/framing/delimited.ts";
import { enclosed } from "../../../../lib/protocol/framing/enclosed.ts";
import { fixedLength } from "../../../../lib/protocol/framing/fixed_length.ts";
import { lengthPrefixed } from "../../../../lib/protocol/framing/length_prefixed.ts";
import { matching } from "../../../../lib/protocol/framing/matching.ts";
import { slip } from "../../../../lib/protocol/framing/slip.ts";
import { startingWith } from "../../../../lib/protocol/framing/starting_with.ts";
import { withChecksum } from "../../../../lib/protocol/framing/with_checksum.ts";

const MAX = { maxBytes: 12 };
const MARK = Uint8Array.of(0xaa, 0x55);
const CRC = crc("CRC-16/MODBUS");

/** One of each framing that needs no silence, with short frames so that limits are met. */
export const FRAMINGS: Readonly<Record<string, Framing>> = {
  'delimited("\\r\\n")': delimited("\r\n", MAX),
  "delimited(aab)": delimited("aab", MAX),
  "fixedLength(5)": fixedLength(5),
  "lengthPrefixed(u8)": lengthPrefixed({ prefixBytes: 1, countsPrefix: true, ...MAX }),
  "lengthPrefixed(u16 little)": lengthPrefixed({ prefixBytes: 2, byteOrder: "little", ...MAX }),
  "lengthPrefixed(u32)": lengthPrefixed({ prefixBytes: 4, ...MAX }),
  'enclosed("<", ">\\n")': enclosed("<", ">\n", MAX),
  "matching(/[+-]\\d+(\\.\\d+)?[VA]/)": matching(/[+-]\d+(\.\d+)?[VA]/, MAX),
  "slip()": slip(MAX),
  "cobs()": cobs(MAX),
  "startingWith(AA 55, fixedLength(3))": startingWith(MARK, fixedLength(3), MAX),
  "startingWith(AA 55, lengthPrefixed(u8))": startingWith(
    MARK,
    lengthPrefixed({ prefixBytes: 1, ...MAX }),
    MAX,
  ),
  "withChecksum(cobs())": withChecksum(cobs(MAX), CRC, { sizeBytes: 2, byteOrder: "little" }),
  "withChecksum(enclosed())": withChecksum(enclosed("<", ">", MAX), CRC, { sizeBytes: 2 }),
};

/** The frame of a payload, or nothing if the framing refuses it. */
export function frameOf(framing: Framing, payload: Uint8Array): Uint8Array | undefined {
  try {
    return framing.encode(payload);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
