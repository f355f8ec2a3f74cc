import type { LiveFeed } from "./live_feed.ts";
import type { WireChannels, WireHistory } from "../wire.ts";

/** Readings in one part: the event loop is never held for long. */
const PART = 512;

const ENCODER = new TextEncoder();

/**
 * A history as the JSON text of a `WireHistory`, part by part, straight out of the ring: nothing is
 * kept for a slow reader. One so slow that the ring has passed it gets a text cut short, which no
 * JSON parser takes.
 *
 * @param feed Whose history; what arrives later is not part of it.
 * @param head What else the text says.
 */
export function* historyText(
  feed: LiveFeed,
  head: WireChannels,
): Generator<Uint8Array<ArrayBuffer>, undefined> {
  const { history, ids, rig } = feed;
  const { firstId, lastId } = history;
  const rest: Omit<WireHistory, "readings"> = {
    ...head,
    lastId: ids.format(lastId),
    rig: rig?.rig,
  };
  yield ENCODER.encode(`${JSON.stringify(rest).slice(0, -1)},"readings":[`);

  for (let id = firstId - 1; id < lastId;) {
    const part = history.since(id, Math.min(PART, lastId - id));
    if (part.dropped > 0) return undefined;
    const comma = id < firstId ? "" : ",";
    yield ENCODER.encode(comma + part.readings.join(","));
    id = part.lastId;
  }
  yield ENCODER.encode("]}");
  return undefined;
}
