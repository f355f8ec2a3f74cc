/**
 * What happens to an item that finds the queue full. There is no default, because the right answer
 * differs between a plot and a recording.
 *
 * - `wait`: its producer waits for room
 * - `drop-oldest`: the oldest item makes room
 * - `drop-newest`: it is dropped itself
 * - `fail`: its producer is told, by `queue.full`
 */
export type Overflow = "wait" | "drop-oldest" | "drop-newest" | "fail";
