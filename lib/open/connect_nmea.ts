import { Gps } from "../instrument/nmea.ts";
import { type Address, parseAddress } from "../instrument/parse_address.ts";
import { Listener } from "../link/listener.ts";
import { encodeSentence } from "../protocol/nmea/encode_sentence.ts";
import { messageDecoder } from "../protocol/nmea/nmea_codec.ts";
import type { NmeaMessage } from "../protocol/nmea/nmea_message.ts";
import type { OpenNmeaOptions } from "./open_nmea_options.ts";
import { transportOpener } from "./open_transport.ts";

const MAX_BYTES = 128;
/** The rate of NMEA 0183. */
const BAUD_RATE = 4_800;

/** What `openNmea()` does, loaded when it is first needed. */
export async function connectNmea(address: string, options: OpenNmeaOptions): Promise<Gps> {
  const gps = gpsAt(address, options);
  await gps.listener.start(options);
  return gps;
}

/** The receiver at an address; it is connected when its listener is started. */
export function gpsAt(address: string, options: OpenNmeaOptions): Gps {
  const { maxBytes = MAX_BYTES, checksum, name } = options;
  const hello = (options.init ?? []).map((sentence) => encodeSentence(sentence, options));
  const listener = new Listener<NmeaMessage>({
    ...options,
    address,
    open: transportOpener(atStandardRate(parseAddress(address)), options),
    decoder: messageDecoder({ maxBytes, checksum }),
    checked: true, // a sentence begins with a character that cannot be within one
    init: async (send) => {
      for (const bytes of hello) await send(bytes);
    },
  });
  return new Gps(listener, { name, maxBytes });
}

function atStandardRate(address: Address): Address {
  if (address.kind !== "serial") return address;
  return { ...address, baudRate: address.baudRate ?? BAUD_RATE };
}
