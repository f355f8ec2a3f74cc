import type { ScpiDevice } from "../../../lib/simulator/mod.ts";

/** Asks a device directly, at a time of the test's choosing. */
export class ScpiClient {
  /** The present, in ms. */
  nowMs = 0;
  readonly #device: ScpiDevice;

  constructor(device: ScpiDevice) {
    this.#device = device;
  }

  /** The reply to a message, without its line feed; `""` if there is none. Time passes. */
  ask(message: string): string {
    const bytes = this.askBytes(message);
    return new TextDecoder("latin1").decode(bytes).replace(/\n$/, "");
  }

  /** The reply as bytes. */
  askBytes(message: string): Uint8Array {
    const at = { nowMs: this.nowMs, wallMs: this.nowMs };
    const { reply = new Uint8Array(), busyMs = 0 } = this.#device.answer(message, at);
    this.nowMs += busyMs;
    return reply;
  }

  /** The number that a message is answered by. */
  number(message: string): number {
    return Number(this.ask(message));
  }

  /** The codes of all the errors in the queue. */
  errors(): number[] {
    const codes: number[] = [];
    for (;;) {
      const code = Number(this.ask("SYST:ERR?").split(",")[0]);
      if (code === 0) return codes;
      codes.push(code);
    }
  }
}
