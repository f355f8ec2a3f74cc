import { channel } from "../../../lib/channel/channel.ts";

/** A channel that answers at once. */
export const channels = [channel("one", "", () => 1)];
