import type { Reading } from "../lib/contract/reading.ts";
import { printable } from "../lib/base/printable.ts";
import { textOfThrown } from "../lib/base/readout_error.ts";
import type { RigHealth } from "../lib/rig/health/rig_health.ts";
import type { RunningRig } from "../lib/rig/run/running_rig.ts";
import { within } from "../lib/rig/supervise/within.ts";
import { briefly } from "./briefly.ts";
import type { Io } from "./io.ts";
import { type Page, type PreparePage, preparePage } from "./open_monitor.ts";

/** Where a rig's page is served. */
export interface RigPageAddress {
  /** Default: 8000, or the next one that is free. */
  readonly port: number | undefined;
  readonly allowedHosts: readonly string[];
}

const DEFAULT_PORT = 8_000;
/** How long it may take to load the page, in ms. */
const PREPARE_MS = 20_000;
/** How long the page may take to close, in ms. */
const CLOSE_MS = 1_000;

/**
 * The live page of a rig. It is only looked at, so whatever becomes of it, the rig runs on: a page that
 * cannot be served, or fails, is told in one line.
 */
export class RigPage implements AsyncDisposable {
  readonly #io: Io;
  readonly #address: RigPageAddress;
  #open: Awaited<ReturnType<PreparePage>> | undefined;
  #page: Page | undefined;
  #names: ReadonlySet<string> = new Set();
  #failure: string | undefined;

  private constructor(io: Io, address: RigPageAddress) {
    this.#io = io;
    this.#address = address;
  }

  /** Does all that takes time, before anything of the rig is opened. Throws nothing. */
  static async prepare(
    address: RigPageAddress,
    io: Io,
    prepare: PreparePage = preparePage,
  ): Promise<RigPage> {
    const page = new RigPage(io, address);
    try {
      page.#open = await within(io.clock, PREPARE_MS, "load the page", prepare);
    } catch (error) {
      await page.#tellOf(error);
    }
    return page;
  }

  /** Serves it, and says where. Throws nothing. */
  async open(running: RunningRig): Promise<void> {
    if (this.#open === undefined) return;
    const channels = running.polled;
    const { port, allowedHosts } = this.#address;
    try {
      const page = this.#page = this.#open({
        ...{ channels, allowedHosts, clock: this.#io.clock },
        periodMs: Math.min(...channels.map(({ periodMs }) => periodMs)),
        port: port ?? DEFAULT_PORT,
        exactPort: port !== undefined,
      });
      this.#names = new Set(channels.map(({ name }) => name));
      this.tell(running.health());
      const text = `Live at ${page.url}\n`;
      await briefly(this.#io, this.#io.isTerminal ? this.#io.write(text) : this.#io.complain(text));
    } catch (error) {
      await this.#tellOf(error);
    }
  }

  /** Shows a reading of the rig. */
  push(reading: Reading<unknown>): void {
    if (this.#names.has(reading.channel)) this.#try((page) => page.push(reading));
  }

  /** Shows how the rig is. */
  tell(health: RigHealth): void {
    this.#try((page) => page.tellRig(health));
  }

  /** Closes it, in bounded time, and says if it has failed meanwhile. */
  async [Symbol.asyncDispose](): Promise<void> {
    const page = this.#page;
    this.#page = undefined;
    try {
      if (page) {
        await within(this.#io.clock, CLOSE_MS, "close the page", () => page[Symbol.asyncDispose]());
      }
    } catch (error) {
      this.#failure ??= textOfThrown(error);
    }
    if (this.#failure !== undefined) {
      await this.#complain("the page", this.#failure);
    }
  }

  /** A page that fails is not asked again; it is closed, and told of, at the end. */
  #try(show: (page: Page) => void): void {
    if (this.#page === undefined || this.#failure !== undefined) return;
    try {
      show(this.#page);
    } catch (error) {
      this.#failure = textOfThrown(error);
    }
  }

  async #tellOf(error: unknown): Promise<void> {
    await this.#complain("the rig runs without its page", textOfThrown(error));
  }

  async #complain(what: string, why: string): Promise<void> {
    await briefly(this.#io, this.#io.complain(`readout: ${what}: ${printable(why, 400)}\n`));
  }
}
