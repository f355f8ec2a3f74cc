/** What a link counts while it works. */
export interface LinkCounts {
  good: number;
  failed: number;
  connects: number;
  resyncs: number;
  late: number;
}
