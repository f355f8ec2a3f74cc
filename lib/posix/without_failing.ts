import { PosixError } from "./posix_error.ts";

/** What a call gives, or nothing if the system refuses it: not every driver can do everything. */
export function withoutFailing<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch (error) {
    if (error instanceof PosixError) return undefined;
    throw error;
  }
}
