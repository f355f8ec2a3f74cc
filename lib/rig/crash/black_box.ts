import type { Clock } from "../../contract/clock.ts";
import type { Reading } from "../../contract/reading.ts";
import { printable } from "../../base/printable.ts";
import { textOfThrown } from "../../base/readout_error.ts";
import { textOfNotice } from "../notice_text.ts";
import type { RigNotice } from "../rig_notice.ts";
import { textOfEnd } from "../rig_end.ts";
import { within } from "../supervise/within.ts";
import { collectCrash, type Evidence, type Wreck } from "./collect_crash.ts";
import { type CrashDisk, CrashFiles } from "./crash_files.ts";
import type { CrashedConfig } from "./crash_report.ts";
import { Last } from "./last.ts";
import { systemCrashDisk } from "./system_crash_disk.ts";

/** Where a crash file is left, and what must not be in it. */
export interface CrashOptions {
  /** The folder; it is made if it is not there. */
  readonly folder: string;
  /** Values that must not be in it, such as an access token. Those of URLs are found without. */
  readonly secrets?: readonly string[] | undefined;
  /** The file that the rig is written in. Default: it is not told. */
  readonly config?: CrashedConfig | undefined;
  /** The disk. Default: this computer's. */
  readonly disk?: CrashDisk | undefined;
}

/** What became of a crash file. */
export interface LeftCrash {
  /** Where it is; `undefined` if there is none. */
  readonly path: string | undefined;
  /** Why it is not there, or not complete; `undefined` if it is, or if none was due. */
  readonly problem: string | undefined;
}

const LOG_LINES = 200;
const LINE_LENGTH = 1_000;
/** How long the disk may take after the safe sequence, in ms. */
const DISK_MS = 2_000;

/**
 * Keeps what a rig last told its operator, and leaves that and all else that is known in a crash file
 * if the rig ends by a fault.
 */
export class BlackBox {
  readonly #rig: string;
  readonly #options: CrashOptions;
  readonly #clock: Clock;
  readonly #files: CrashFiles;
  readonly #startMs: number;
  readonly #quality = new Map<string, string>();
  readonly #log = new Last<string>(LOG_LINES);

  /** Makes an empty one. */
  constructor(rig: string, options: CrashOptions, clock: Clock) {
    this.#rig = rig;
    this.#options = options;
    this.#clock = clock;
    this.#files = new CrashFiles(options.folder, options.disk ?? systemCrashDisk);
    this.#startMs = clock.nowMs();
  }

  /** Sees a reading: one of another quality than the last of its channel comes into the log. */
  see(reading: Reading<unknown>): void {
    const { channel, status, reason, fault } = reading;
    const quality = `${status} ${reason}`;
    if (this.#quality.get(channel) === quality) return;
    this.#quality.set(channel, quality);
    this.log(`${channel}: ${quality}${fault === undefined ? "" : `: ${fault.message}`}`);
  }

  /** Sees a notice. */
  notice(notice: RigNotice): void {
    this.log(textOfNotice(notice));
  }

  /** Keeps a line of the log. */
  log(line: string): void {
    this.#log.push(
      `${new Date(this.#clock.wallMs()).toISOString()} ${printable(line, LINE_LENGTH)}`,
    );
  }

  /**
   * Leaves a crash file, if the rig ends by a fault after its start, or is not known to be safe.
   *
   * The safe sequence must have begun: nothing of this keeps it waiting, and a disk that hangs keeps
   * the rig for 2 s after its end at the most. A first file is written while the sequence runs, and
   * says so, because the process may not live to see its end; the second takes its place.
   *
   * @returns What became of it. Never rejects.
   */
  async leave(wreck: Wreck): Promise<LeftCrash> {
    const { end, sequence } = wreck;
    const evidence = this.#evidence();
    const byFault = end.kind !== "stopped" && end.kind !== "start";
    const first = byFault && sequence ? this.#write(wreck, evidence, false) : undefined;
    const safe = await sequence?.run(textOfEnd(end));
    if (!byFault && (safe?.isSafe ?? true)) return { path: undefined, problem: undefined };
    let path: string | undefined;
    const writing = async (): Promise<LeftCrash> => {
      path = (await first)?.path; // first things first: nothing old may come out on top
      const second = await this.#write(wreck, evidence, true);
      return { path: second.path ?? path, problem: second.problem };
    };
    try {
      return await within(
        this.#clock,
        DISK_MS,
        `write a crash file in ${this.#options.folder}`,
        writing,
      );
    } catch (error) {
      return { path, problem: textOfThrown(error) };
    }
  }

  #evidence(): Evidence {
    return {
      rig: this.#rig,
      config: this.#options.config,
      wallMs: this.#clock.wallMs(),
      upMs: this.#clock.nowMs() - this.#startMs,
      log: this.#log.all(),
      secrets: this.#options.secrets ?? [],
    };
  }

  async #write(wreck: Wreck, evidence: Evidence, isOver: boolean): Promise<LeftCrash> {
    try {
      const report = collectCrash(wreck, evidence, isOver);
      return { path: await this.#files.write(report), problem: undefined };
    } catch (error) {
      return { path: undefined, problem: textOfThrown(error) };
    }
  }
}
