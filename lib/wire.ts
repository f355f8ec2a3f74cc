/**
 * What one needs to talk to a device of one's own: transports, the link that owns one, framings and
 * checksums, the codecs of known protocols, and traces of what went over the wire.
 *
 * @module
 */
export { openTransport, type OpenTransportOptions } from "./open/open_transport.ts";
export { formatAddress } from "./instrument/format_address.ts";
export { parseAddress } from "./instrument/parse_address.ts";
export type { Address, SerialAddress, UnsupportedAddress } from "./instrument/address.ts";

export type { ByteSink, Chunk, Transport } from "./contract/transport.ts";
export {
  loopback,
  type LoopbackOptions,
  type LoopbackPair,
} from "./transport/loopback/loopback.ts";
export { type DeviceOptions, openDevice } from "./transport/device/open_device.ts";
export { openPty, type Pty } from "./transport/pty/open_pty.ts";
export {
  listSerialPorts,
  type ListSerialPortsOptions,
  type SerialPortInfo,
} from "./transport/serial/list_serial_ports.ts";
export { openSerial, type SerialOptions } from "./transport/serial/open_serial.ts";
export type { SerialSettings } from "./transport/serial/serial_options.ts";
export { SerialPort, type SerialPortOpenOptions } from "./transport/serial/serial_port.ts";
export type { SerialInputSignals, SerialOutputSignals } from "./transport/serial/serial_signals.ts";
export type { SerialTransport } from "./transport/serial/serial_transport.ts";

export type { DescriptorTransport } from "./transport/descriptor_transport.ts";

export { Link } from "./link/link.ts";
export type { AskOptions, LinkOptions, LinkStats, LinkTurn } from "./link/link_options.ts";
export { type Probe, probe, type Resync } from "./link/resync.ts";
export { Listener } from "./link/listener.ts";
export {
  replay,
  type ReplayOptions,
  type ReplayScript,
  type ReplayStep,
  traceReplay,
} from "./link/trace/trace_replay.ts";
export { type Recorded, Trace, type TraceOptions } from "./link/trace/trace.ts";
export type {
  TracedBytes,
  TracedExchange,
  TracedOutcome,
  TraceEntry,
  TraceNote,
  TraceNoteKind,
} from "./link/trace/trace_entry.ts";
export { traceSequence } from "./link/trace/trace_sequence.ts";
export { traceText } from "./link/trace/trace_text.ts";
export { type Timeline, type TimelineEvent, traceTimeline } from "./link/trace/trace_timeline.ts";

export { type Parsed, parsed } from "./base/parsed.ts";
export { type Checksum, fletcher16, fletcher32, lrc, sum16, sum8, xor8 } from "./base/checksum.ts";
export { crc } from "./base/crc.ts";
export type { CrcParameters, CrcPreset } from "./base/crc_presets.ts";
export {
  type BinaryLayout,
  binaryLayout,
  type FieldType,
  type LayoutFields,
  type LayoutValues,
} from "./protocol/framing/binary_layout.ts";
export { cobs } from "./protocol/framing/cobs.ts";
export { delimited } from "./protocol/framing/delimited.ts";
export { enclosed } from "./protocol/framing/enclosed.ts";
export { fixedLength } from "./protocol/framing/fixed_length.ts";
export type { Framing, FramingOptions } from "./protocol/framing/framing.ts";
export { lengthPrefixed, type LengthPrefixedOptions } from "./protocol/framing/length_prefixed.ts";
export { matching } from "./protocol/framing/matching.ts";
export { formatPairs, type PairsOptions, parsePairs } from "./protocol/framing/pairs.ts";
export { slip } from "./protocol/framing/slip.ts";
export { startingWith } from "./protocol/framing/starting_with.ts";
export { untilQuiet } from "./protocol/framing/until_quiet.ts";
export { withChecksum, type WithChecksumOptions } from "./protocol/framing/with_checksum.ts";
export type { UnsignedBytes } from "./protocol/framing/unsigned.ts";
