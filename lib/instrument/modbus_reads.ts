import type { ModbusRequest } from "../protocol/modbus/request.ts";
import type { ModbusLine } from "./modbus_line.ts";
import { orAbort } from "../base/or_abort.ts";
import { type PlanOptions, planReads, type WantedRead } from "../protocol/modbus/plan_reads.ts";
import { modbusRefusal } from "./modbus_refusal.ts";

/** What a table holds: registers, or bits. */
export type ModbusCells = Uint16Array | readonly boolean[];

interface Waiting extends WantedRead {
  readonly signal: AbortSignal;
  readonly resolve: (cells: ModbusCells) => void;
  readonly reject: (error: unknown) => void;
}

/** One of those that a request answers, and where in the reply. */
interface Share {
  readonly item: Waiting;
  readonly offset: number;
}

type Outcome = "answered" | "not there" | "failed";

/**
 * Puts the reads of one unit that are asked for in the same turn of the event loop into few requests.
 *
 * When the device refuses such a request because of its addresses, each read is asked for by itself,
 * so that one that is not there takes nothing else down; it is asked for by itself from then on. If
 * it was only their being together that the device refused, all of them are.
 */
export class ModbusReads {
  readonly #line: ModbusLine;
  readonly #unit: number;
  readonly #options: PlanOptions;
  readonly #alone = new Set<string>();
  #waiting: Waiting[] = [];

  /** Reads from a unit on a line. */
  constructor(line: ModbusLine, unit: number, options: PlanOptions) {
    this.#line = line;
    this.#unit = unit;
    this.#options = options;
  }

  /** The cells of a table. Rejects with a `ReadoutError`, or with `signal.reason`. */
  read(wanted: Omit<WantedRead, "unit">, signal: AbortSignal): Promise<ModbusCells> {
    const { promise, resolve, reject } = Promise.withResolvers<ModbusCells>();
    if (this.#waiting.length === 0) queueMicrotask(() => this.#askAll());
    this.#waiting.push({ ...wanted, unit: this.#unit, signal, resolve, reject });
    return orAbort(promise, signal, () => {});
  }

  #askAll(): void {
    const all = this.#waiting;
    this.#waiting = [];
    const together = all.filter((item) => !this.#alone.has(keyOf(item)));
    const alone = all.filter((item) => this.#alone.has(keyOf(item)));
    for (const items of [together, ...alone.map((item) => [item])]) {
      for (const { request, answers } of planReads(items, this.#options)) {
        this.#ask(request, answers.map(({ wanted, offset }) => ({ item: items[wanted]!, offset })));
      }
    }
  }

  /** Makes one request, and gives everybody their share of the reply. Never rejects. */
  async #ask(request: ModbusRequest, shares: readonly Share[]): Promise<Outcome> {
    using all = new AllAborted(shares.map(({ item }) => item.signal));
    try {
      const reply = await this.#line.ask(this.#unit, request, { signal: all.signal });
      if (reply.kind !== "exception") {
        const { values } = reply as { readonly values: ModbusCells };
        for (const { item, offset } of shares) {
          item.resolve(values.slice(offset, offset + item.count));
        }
        return "answered";
      }
      const isNotThere = reply.name === "illegal-data-address" ||
        reply.name === "illegal-data-value";
      if (isNotThere && shares.length > 1) return await this.#askOneByOne(shares);
      const error = modbusRefusal(reply, request, this.#unit, this.#line.link.address);
      for (const { item } of shares) item.reject(error);
      return isNotThere ? "not there" : "failed";
    } catch (error) {
      for (const { item } of shares) item.reject(error);
      return "failed";
    }
  }

  async #askOneByOne(shares: readonly Share[]): Promise<Outcome> {
    const outcomes = await Promise.all(shares.map(({ item }) => {
      const [plan] = planReads([item], this.#options);
      return this.#ask(plan!.request, [{ item, offset: 0 }]);
    }));
    const isAllThere = outcomes.every((outcome) => outcome === "answered");
    for (const [at, { item }] of shares.entries()) {
      if (isAllThere || outcomes[at] === "not there") this.#alone.add(keyOf(item));
    }
    return "answered";
  }
}

function keyOf({ table, address, count }: WantedRead): string {
  return `${table} ${address} ${count}`;
}

/** A signal that aborts when several have, because then nobody waits any more. */
class AllAborted implements Disposable {
  readonly #signals: readonly AbortSignal[];
  readonly #stop = new AbortController();

  constructor(signals: readonly AbortSignal[]) {
    this.#signals = signals;
    for (const signal of signals) signal.addEventListener("abort", this.#onAbort, { once: true });
    this.#onAbort();
  }

  get signal(): AbortSignal {
    return this.#signals.length === 1 ? this.#signals[0]! : this.#stop.signal;
  }

  [Symbol.dispose](): void {
    for (const signal of this.#signals) signal.removeEventListener("abort", this.#onAbort);
  }

  readonly #onAbort = (): void => {
    if (this.#signals.every(({ aborted }) => aborted)) this.#stop.abort(this.#signals[0]?.reason);
  };
}
