import type { CrashReport } from "./crash_report.ts";

/**
 * Reads a crash file.
 *
 * @throws {TypeError} If it is none, saying what it is instead.
 */
export function parseCrash(text: string): CrashReport {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new TypeError("it is no JSON");
  }
  const { format, safe, channels, links, log } = Object(data) as Partial<CrashReport>;
  if (format !== "readout-crash-1") throw new TypeError("it is no crash file of Readout");
  const isWhole = typeof safe === "object" && Array.isArray(channels) && Array.isArray(links) &&
    Array.isArray(log);
  if (!isWhole) throw new TypeError("parts of it are missing");
  return data as CrashReport;
}
