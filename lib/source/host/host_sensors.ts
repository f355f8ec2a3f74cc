import type { CpuTimeKind } from "./sensors/cpu_sensors.ts";
import type { HostChannel } from "./host_channel.ts";

/**
 * The sensors of a computer; each call makes a channel. Making one reads nothing, opens nothing and
 * asks for no permission.
 *
 * Codes of their faults, besides those of every channel: `permission.missing` (the message names
 * the flag), `source.absent` (no battery, no swap, no such core), `source.unsupported`,
 * `source.failed`.
 */
export interface HostSensors {
  /**
   * The share of time that the processor is not idle, in percent, since the previous read; the
   * first read waits for 100 ms to have a span at all, and no value covers less than that.
   */
  cpu(): HostChannel<number>;
  /** The same of one core, the first of which is 0. */
  cpuCore(index: number): HostChannel<number>;
  /** How long all cores together have spent on something since the start, in seconds. */
  cpuTime(kind: CpuTimeKind): HostChannel<number>;
  /** The mean length of the run queue over 1 minute. Not on Windows. */
  load1(): HostChannel<number>;
  /** The mean length of the run queue over 5 minutes. Not on Windows. */
  load5(): HostChannel<number>;
  /** The mean length of the run queue over 15 minutes. Not on Windows. */
  load15(): HostChannel<number>;
  /** The share of the memory that is not available to programs, in percent. */
  memory(): HostChannel<number>;
  /** The memory that is not available to programs, in bytes. */
  memoryUsed(): HostChannel<number>;
  /** The memory that programs can still get without swapping, in bytes. */
  memoryAvailable(): HostChannel<number>;
  /** All of the memory, in bytes. */
  memoryTotal(): HostChannel<number>;
  /** The share of the swap in use, in percent; `source.absent` if there is no swap. */
  swap(): HostChannel<number>;
  /** The swap in use, in bytes. */
  swapUsed(): HostChannel<number>;
  /** All of the swap, in bytes. */
  swapTotal(): HostChannel<number>;
  /** How full the battery is, in percent: all batteries as one. */
  battery(): HostChannel<number>;
  /** Whether the battery is being charged. */
  batteryCharging(): HostChannel<boolean>;
  /** How long the battery will last, in seconds; `source.absent` while it is not in use. */
  batteryLeft(): HostChannel<number>;
  /** A temperature in degrees Celsius: the processor's, or of a zone that `channels()` lists. */
  temperature(zone?: string): HostChannel<number>;
  /** How full the file system at `path` is, in percent. Default: the one at the root. */
  disk(path?: string): HostChannel<number>;
  /** What is stored on the file system at `path`, in bytes. Default: the one at the root. */
  diskUsed(path?: string): HostChannel<number>;
  /** What is read from all disks, in bytes per second since the previous read. Not on Windows. */
  diskReadRate(): HostChannel<number>;
  /** What is written to all disks, in bytes per second since the previous read. Not on Windows. */
  diskWriteRate(): HostChannel<number>;
  /** What the network brings, in bytes per second since the previous read. */
  networkReceiveRate(): HostChannel<number>;
  /** What is sent over the network, in bytes per second since the previous read. */
  networkSendRate(): HostChannel<number>;
  /** How long the computer has been up, in seconds. */
  uptime(): HostChannel<number>;
  /** The memory that this process holds, in bytes. */
  processMemory(): HostChannel<number>;
}
