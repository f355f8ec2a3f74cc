import type { LineOptions } from "../protocol/scpi/line_options.ts";
import { encodeMessage } from "../protocol/scpi/encode_message.ts";
import { line } from "../protocol/scpi/line.ts";
import { text } from "../protocol/scpi/text.ts";
import { probe, type Resync } from "../link/resync.ts";

/** After so many, the same probe is asked again. */
const KINDS = 4;
/** What no list of numbers looks like. */
const IDENTITY = /[A-Za-z].*,.*,/;

/**
 * Gets back into step by asking `*IDN?;*STB?`, then `*IDN?;*STB?;*STB?`, and so on: the number of
 * replies tells the answer of one probe from that of the last, which may be late, and from that of
 * a plain `*IDN?`. An instrument answers in the order in which it was asked, so nothing late can
 * come after the answer of a probe.
 */
export function scpiProbe(options: LineOptions = {}): Resync {
  let count = 0;
  const decoder = line(text).decoder(options);
  const codec = {
    encode(request: string) {
      count = count % KINDS + 1;
      return encodeMessage(request + ";*STB?".repeat(count), options);
    },
    decoder: () => decoder,
  };
  return probe(codec, "*IDN?", (reply) => {
    const [who = "", ...status] = reply.split(";");
    return IDENTITY.test(who) && status.length === count &&
      status.every((it) => /^ *\+?\d{1,3} *$/.test(it));
  });
}
