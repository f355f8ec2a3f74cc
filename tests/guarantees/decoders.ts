// Every decoder of the library: frames that it takes, and what a frame must look like, said here a
// second time and by other means.

import type { Decoder } from "../../lib/contract/codec.ts";
import { crc } from "../../lib/base/crc.ts";
import { parsed } from "../../lib/base/parsed.ts";
import { binaryLayout } from "../../lib/protocol/framing/binary_layout.ts";
import { cobs } from "../../lib/protocol/framing/cobs.ts";
import { delimited } from "../../lib/protocol/framing/delimited.ts";
import { enclosed } from "../../lib/protocol/framing/enclosed.ts";
import { fixedLength } from "../../lib/protocol/framing/fixed_length.ts";
import type { Framing } from "../../lib/protocol/framing/framing.ts";
import { lengthPrefixed } from "../../lib/protocol/framing/length_prefixed.ts";
import { matching } from "../../lib/protocol/framing/matching.ts";
import { parsePairs } from "../../lib/protocol/framing/pairs.ts";
import { slip } from "../../lib/protocol/framing/slip.ts";
import { startingWith } from "../../lib/protocol/framing/starting_with.ts";
import { untilQuiet } from "../../lib/protocol/framing/until_quiet.ts";
import { withChecksum } from "../../lib/protocol/framing/with_checksum.ts";
import { modbusAscii, modbusAsciiDevice } from "../../lib/protocol/modbus/ascii.ts";
import { modbusRtu, modbusRtuDevice } from "../../lib/protocol/modbus/rtu.ts";
import { modbusTcp, modbusTcpDevice } from "../../lib/protocol/modbus/tcp.ts";
import { messageDecoder } from "../../lib/protocol/nmea/nmea_codec.ts";
import { sentenceDecoder } from "../../lib/protocol/nmea/sentence_decoder.ts";
import { block } from "../../lib/protocol/scpi/block.ts";
import { bool } from "../../lib/protocol/scpi/bool.ts";
import { choice } from "../../lib/protocol/scpi/choice.ts";
import { compound } from "../../lib/protocol/scpi/compound.ts";
import { errorEntry } from "../../lib/protocol/scpi/error_entry.ts";
import { identity } from "../../lib/protocol/scpi/identity.ts";
import { line } from "../../lib/protocol/scpi/line.ts";
import { list } from "../../lib/protocol/scpi/list.ts";
import { numeric } from "../../lib/protocol/scpi/numeric.ts";
import { quoted } from "../../lib/protocol/scpi/quoted.ts";
import { scpiDeviceCodec } from "../../lib/protocol/scpi/scpi_device_codec.ts";
import { eventStatus, statusByte } from "../../lib/protocol/scpi/status.ts";
import { text } from "../../lib/protocol/scpi/text.ts";
import type { TextFormat } from "../../lib/protocol/scpi/text_format.ts";

/** One decoder. */
export interface DecoderCase {
  readonly decoder: Decoder<unknown>;
  /** What it takes, before anything is done to it. */
  readonly frames: readonly Uint8Array[];
  /** Whether bytes that it took for a value may be one. */
  readonly isWellFormed: (used: Uint8Array) => boolean;
  /** The longest frame, in bytes. Default: 64 KiB. */
  readonly longestBytes?: number;
}

const utf8 = new TextEncoder();
const latin1 = new TextDecoder("latin1");

function frames(...texts: readonly string[]): Uint8Array[] {
  return texts.map((it) => utf8.encode(it));
}

/** A line of a format, which is that grammar and a line end. */
function ofLine<T>(format: TextFormat<T>, grammar: string, ...texts: string[]): DecoderCase {
  const whole = new RegExp(`^(?:${grammar})\\r?\\n$`);
  return {
    decoder: line(format).decoder(),
    frames: frames(...texts),
    isWellFormed: (used) => whole.test(latin1.decode(used)),
  };
}

/** A framing whose frames are what its own encoder makes of their payload. */
function ofFraming(framing: Framing, ...texts: readonly string[]): DecoderCase {
  return {
    decoder: framing.decode,
    frames: frames(...texts).map((it) => framing.encode(it)),
    isWellFormed: (used) => {
      const answer = framing.decode(used, { quiet: true });
      if (answer.kind !== "value") return false;
      // Idle bytes, and a mark that may be left out, come before it.
      return endsWith(used, framing.encode(answer.value).subarray(framing === SLIP ? 1 : 0));
    },
  };
}

function endsWith(bytes: Uint8Array, end: Uint8Array): boolean {
  const at = bytes.length - end.length;
  return at >= 0 && end.every((byte, i) => byte === bytes[at + i]);
}

const SLIP = slip();
const NUMBER = String.raw`[ \t]*[+-]?\d+(\.\d+)?([eE] *[+-]?\d+)?[ \t]*`;
const STRING = `[ \\t]*("([^"]|"")*"|'([^']|'')*')[ \\t]*`;

/** `#15HELLO`: as long as it says. */
function isWholeBlock(used: Uint8Array): boolean {
  const [, width, rest] = /^#([1-9])([^]*)$/.exec(latin1.decode(used).trimStart()) ?? [];
  if (width === undefined || rest === undefined) return false;
  const digits = rest.slice(0, Number(width));
  return /^\d+$/.test(digits) &&
    [`\n`, `\r\n`].includes(rest.slice(Number(width) + Number(digits)));
}

/** CRC-16/MODBUS, as its standard's appendix describes it. */
function crcOf(bytes: Uint8Array): number {
  let register = 0xffff;
  for (const byte of bytes) {
    register ^= byte;
    for (let shift = 0; shift < 8; shift++) {
      const carry = register & 1;
      register >>= 1;
      if (carry) register ^= 0xa001;
    }
  }
  return register;
}

function isRtu(used: Uint8Array): boolean {
  const end = used.length - 2;
  return end >= 2 && crcOf(used.subarray(0, end)) === (used[end]! | used[end + 1]! << 8);
}

function isAscii(used: Uint8Array): boolean {
  const hex = /:((?:[0-9A-Fa-f]{2}){3,})\r\n$/.exec(latin1.decode(used))?.[1];
  const bytes = hex?.match(/../g)?.map((it) => parseInt(it, 16));
  return bytes !== undefined && bytes.reduce((sum, byte) => sum + byte, 0) % 256 === 0;
}

function isTcp(used: Uint8Array): boolean {
  return used[2] === 0 && used[3] === 0 && (used[4]! << 8 | used[5]!) === used.length - 6;
}

function isSentence(used: Uint8Array): boolean {
  const [, body, sum] = /[$!]([ -~]*)\*([0-9A-Fa-f]{2})\r?\n$/.exec(latin1.decode(used)) ?? [];
  if (body === undefined || sum === undefined) return false;
  return utf8.encode(body).reduce((all, byte) => all ^ byte, 0) === parseInt(sum, 16);
}

const SENTENCES = frames(
  "$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47\r\n",
  "$GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W*6A\r\n",
  "$GPGSA,A,3,04,05,,09,12,,,24,,,,,2.5,1.3,2.1*39\r\n",
);

const request = { kind: "read-holding-registers", address: 16, count: 3 } as const;
const reply = {
  kind: "read-holding-registers",
  values: Uint16Array.of(1, 0x0a0d, 0xffff),
} as const;
const asked = { transactionId: 0x1234, unit: 17, request } as const;

const READING = { t: 1, h: 0 };

/** All of them. */
export const DECODERS: Readonly<Record<string, DecoderCase>> = {
  "SCPI text": ofLine(text, String.raw`[^\x00-\x08\x0a-\x1f\x7f]*`, "ACME,1\n", "+1.5E-3\r\n"),
  "SCPI number": ofLine(numeric(), NUMBER, "+1.234567E+01\n", "-7\n", "0.25\r\n", "9.9E37\n"),
  "SCPI number of a picture": ofLine(
    numeric({ picture: "+d.ddddddE+dd" }),
    String.raw`[+-]\d\.\d{6}[eE][+-]\d\d`,
    "+1.234567E+01\n",
    "-9.999999E-12\r\n",
  ),
  "SCPI boolean": ofLine(bool, "[ \\t]*([01]|[oO][nN]|[oO][fF][fF])[ \\t]*", "0\n", "1\n", "OFF\n"),
  "SCPI choice": ofLine(choice({ DC: "0", AC: "VOLT" }), "[ \\t]*(0|VOLT)[ \\t]*", "0\n", "VOLT\n"),
  "SCPI string": ofLine(quoted, STRING, '"a ""b"" c"\n', "'x'\r\n"),
  "SCPI list": ofLine(list(numeric()), `[ \\t]*|${NUMBER}(,${NUMBER})*`, "1,-2.5,3.0E+4\n", "7\n"),
  "SCPI compound": ofLine(
    compound(numeric(), bool),
    `${NUMBER};[ \\t]*([01]|[oO][nN]|[oO][fF][fF])[ \\t]*`,
    "1.5;1\n",
    "-2.0E+3;OFF\r\n",
  ),
  "SCPI status byte": ofLine(statusByte, "[ \\t]*\\+?0*\\d{1,3}[ \\t]*", "0\n", "96\n", "+255\n"),
  "SCPI event status": ofLine(eventStatus, "[ \\t]*\\+?0*\\d{1,3}[ \\t]*", "1\n", "128\n"),
  "SCPI error": ofLine(
    errorEntry,
    `[ \\t]*([+-]?\\d+[ \\t]*,${STRING}|[+-]?0+[ \\t]*)`,
    '-113,"Undefined;FOO"\n',
  ),
  "SCPI identity": ofLine(
    identity,
    String.raw`[^,\x00-\x08\x0a-\x1f]*(,[^,\x00-\x08\x0a-\x1f]*){3,}`,
    "ACME,DMM,42,1.0\n",
  ),
  "SCPI block": {
    decoder: block({ type: "int16", byteOrder: "big" }).decoder(),
    frames: frames("#16\0\x01\0\x02\0\x03\n", "#208ABCDEFGH\r\n"),
    isWellFormed: isWholeBlock,
  },
  "SCPI program message": {
    decoder: scpiDeviceCodec().decode,
    frames: frames("MEAS:VOLT? 10,DEF\n", "CURV #15HE\nLO;*OPC?\n", 'DISP "a;b"\r\n'),
    isWellFormed: (used) => used.at(-1) === 0x0a,
  },
  "Modbus RTU reply": {
    decoder: modbusRtu.decoder(asked),
    frames: [modbusRtuDevice.encode(reply, asked)],
    isWellFormed: isRtu,
  },
  "Modbus RTU request": {
    decoder: modbusRtuDevice.decode,
    frames: [modbusRtu.encode(asked)],
    isWellFormed: isRtu,
  },
  "Modbus ASCII reply": {
    decoder: modbusAscii.decoder(asked),
    frames: [modbusAsciiDevice.encode(reply, asked)],
    isWellFormed: isAscii,
  },
  "Modbus ASCII request": {
    decoder: modbusAsciiDevice.decode,
    frames: [modbusAscii.encode(asked)],
    isWellFormed: isAscii,
  },
  "Modbus TCP reply": {
    decoder: modbusTcp.decoder(asked),
    frames: [modbusTcpDevice.encode(reply, asked)],
    isWellFormed: isTcp,
  },
  "Modbus TCP request": {
    decoder: modbusTcpDevice.decode,
    frames: [modbusTcp.encode(asked)],
    isWellFormed: isTcp,
  },
  "NMEA sentence": {
    decoder: sentenceDecoder(),
    frames: SENTENCES,
    isWellFormed: isSentence,
  },
  "NMEA message": { decoder: messageDecoder(), frames: SENTENCES, isWellFormed: isSentence },
  "pairs of declared decimals": {
    decoder: parsed(delimited("\n").decode, (line) => parsePairs(line, { decimals: READING })),
    frames: frames("t=21.4;h=40\n", "t=-3.0;h=7\n"),
    isWellFormed: (used) => /^t=[+-]?\d+\.\d;h=[+-]?\d+\n$/.test(latin1.decode(used)),
  },
  "binary packet": {
    decoder: parsed(
      withChecksum(cobs(), crc("CRC-8"), { sizeBytes: 1 }).decode,
      binaryLayout({ count: "u16", volts: "f32" }, { byteOrder: "little" }).read,
    ),
    frames: [
      withChecksum(cobs(), crc("CRC-8"), { sizeBytes: 1 })
        .encode(Uint8Array.of(7, 0, 0, 0, 0xc0, 0x3f)),
    ],
    isWellFormed: (used) => used.at(-1) === 0,
  },
  delimited: ofFraming(delimited("\r\n"), "+12.5V", ""),
  "fixed length": ofFraming(fixedLength(5), "12345"),
  "length prefix": ofFraming(lengthPrefixed({ prefixBytes: 2 }), "+12.5V", "x"),
  "start and end": ofFraming(enclosed("<", ">\n"), "+12.5V"),
  "start mark": ofFraming(startingWith(Uint8Array.of(0xaa, 0x55), fixedLength(3)), "abc"),
  "regular expression": {
    ...ofFraming(matching(/[+-]\d+(\.\d+)?[VA]/), "+12.5V"),
    longestBytes: 1_024,
  },
  SLIP: { ...ofFraming(SLIP, "a\xc0b\xdbc"), longestBytes: 131_072 }, // each byte may be escaped
  COBS: ofFraming(cobs(), "a\0b\0\0c"),
  gap: ofFraming(untilQuiet(), "anything"),
  checksum: ofFraming(
    withChecksum(enclosed("<", ">"), crc("CRC-16/MODBUS"), { sizeBytes: 2 }),
    "+12.5V",
  ),
};
