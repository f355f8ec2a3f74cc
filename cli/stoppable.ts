import { exitCodeOfStop } from "./exit_code.ts";
import { type Io, stopReason } from "./io.ts";

/** Does something that ends, when the command is stopped from outside, as such a command ends. */
export async function stoppable(io: Io, run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    const reason = stopReason(io);
    if (reason === undefined || error !== reason) throw error;
    return exitCodeOfStop(reason);
  }
}
