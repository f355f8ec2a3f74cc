import type { CommandArgs } from "./args.ts";
import { type Offers, pickSome } from "./channels.ts";
import { EXIT, exitCodeOfStop } from "./exit_code.ts";
import { type Io, stopReason } from "./io.ts";
import { rowsOf } from "./rows.ts";

/** Reads each named channel once, all at the same time, and prints them in the order of names. */
export async function read(args: CommandArgs, io: Io, offers: Offers): Promise<number> {
  const channels = pickSome(offers, args.names, "read").map((offer) => offer.channel);
  const rows = rowsOf(args.format ?? "table", args.names, io.isTerminal);
  const { signal } = io;
  const reads = channels.map((channel) => channel.tryRead({ timeoutMs: args.timeoutMs, signal }));
  let allGood = true;
  let before = rows.header;
  for (const pending of reads) {
    const reading = await pending;
    const stopped = stopReason(io);
    if (stopped !== undefined) return exitCodeOfStop(stopped);
    await io.write(before + rows.row(reading));
    before = "";
    allGood &&= reading.status !== "bad";
  }
  return allGood ? EXIT.ok : EXIT.fault;
}
