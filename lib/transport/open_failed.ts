import { ReadoutError } from "../base/readout_error.ts";
import { PosixError } from "../posix/posix_error.ts";

const ADVICE: Readonly<Record<string, string>> = {
  EACCES: "join the group that owns it, often with 'sudo usermod -a -G dialout $USER', " +
    "and log in again",
  ENOENT: "look for its path with listSerialPorts()",
};

/** What a port or device file that does not open rejects with; what is no `PosixError`, as it is. */
export function openFailed(label: string, error: unknown): unknown {
  if (!(error instanceof PosixError)) return error;
  const { call, errno, message } = error;
  const isTaken = errno === "EBUSY" || (call === "flock" && errno === "EAGAIN");
  const advice = ADVICE[errno];
  const why = isTaken
    ? "another program has it; close that one first"
    : advice === undefined
    ? message
    : `${message}; ${advice}`;
  return new ReadoutError(
    isTaken ? "address.in-use" : "link.failed",
    `Cannot open ${label}: ${why}`,
    { address: label, cause: error },
  );
}
