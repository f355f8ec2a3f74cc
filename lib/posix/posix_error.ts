/** A call of the C library that failed. */
export class PosixError extends Error {
  override readonly name: string = "PosixError";
  /** What was called, such as `open`. */
  readonly call: string;
  /** Why it failed, by its name in C, such as `ENOENT`. */
  readonly errno: string;

  constructor(call: string, errno: string) {
    super(`${call}: ${MEANINGS[errno] ?? errno}`);
    this.call = call;
    this.errno = errno;
  }
}

const MEANINGS: Readonly<Record<string, string>> = {
  EACCES: "the system does not let this user (EACCES)",
  EBUSY: "another program has it (EBUSY)",
  EINVAL: "the driver does not know this (EINVAL)",
  EIO: "the device does not answer; was it unplugged? (EIO)",
  EMFILE: "this process has too many open files (EMFILE)",
  ENODEV: "there is no device behind it; was it unplugged? (ENODEV)",
  ENOENT: "there is no such file (ENOENT)",
  ENOTTY: "it is no terminal line, or its driver cannot do this (ENOTTY)",
  ENXIO: "there is no device behind it; was it unplugged? (ENXIO)",
  EPERM: "the system does not let this user (EPERM)",
};
