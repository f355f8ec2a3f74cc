/** How much one network interface has moved since the start. */
export interface InterfaceCounters {
  /** Its name, such as `"eth0"`. */
  readonly name: string;
  /** Bytes received. */
  readonly receivedBytes: number;
  /** Bytes sent. */
  readonly sentBytes: number;
}

/**
 * The counters of every network interface out of `/proc/net/dev`, the loopback included.
 *
 * @returns `undefined` if any line is cut off or malformed.
 */
export function parseNetDev(text: string): InterfaceCounters[] | undefined {
  const [head, columns, ...lines] = text.split("\n");
  if (!head?.startsWith("Inter-|") || !columns?.startsWith(" face |bytes")) return undefined;
  if (lines.pop() !== "") return undefined; // the last line was cut off
  const interfaces: InterfaceCounters[] = [];
  for (const line of lines) {
    const found = /^ *(\S+): *(\d+)(?: +\d+){7} +(\d+)(?: +\d+){7}$/.exec(line);
    if (found === null) return undefined;
    const receivedBytes = Number(found[2]);
    const sentBytes = Number(found[3]);
    if (!Number.isSafeInteger(receivedBytes + sentBytes)) return undefined;
    interfaces.push({ name: found[1]!, receivedBytes, sentBytes });
  }
  return interfaces;
}
