import { nextTurn } from "../../base/system_clock.ts";
import { bytes, isClosed, type PairCheck, readExactly, same, text } from "./check.ts";

/** What every transport does. */
export const EVERY_TRANSPORT: readonly PairCheck[] = [
  {
    name: "reads and writes at the same time",
    body: async ({ near, far }) => {
      const reading = readExactly(near, 3);
      await near.write(bytes("out"));
      same(await readExactly(far, 3), "out");
      await far.write(bytes("in!"));
      same(await reading, "in!");
    },
  },
  {
    name: "loses no byte when a read is aborted",
    body: async ({ near, far }) => {
      const stop = new AbortController();
      const aborted = near.read({ signal: stop.signal }).catch((thrown) => thrown);
      await nextTurn();
      stop.abort("mine");
      if (await aborted !== "mine") throw new Error("read() did not reject with the reason itself");
      await far.write(bytes("late"));
      same(await readExactly(near, 4), "late");
    },
  },
  {
    name: "loses no byte when reads are aborted again and again",
    body: async ({ near, far }) => {
      let received = "";
      const sending = (async () => {
        for (let at = 0; at < 50; at++) await far.write(bytes(String(at % 10)));
      })();
      while (received.length < 50) {
        const stop = new AbortController();
        const reading = near.read({ signal: stop.signal })
          .catch(() => undefined); // aborted, as it should be
        await nextTurn();
        stop.abort();
        const chunk = await reading;
        if (chunk?.kind === "bytes") received += text(chunk.bytes);
      }
      await sending;
      same(bytes(received), "0123456789".repeat(5));
    },
  },
  {
    name: "reads nothing with a signal that has already aborted",
    body: async ({ near, far }) => {
      await far.write(bytes("x"));
      const thrown = await near.read({ signal: AbortSignal.abort("no") }).catch((reason) => reason);
      if (thrown !== "no") throw new Error("read() did not reject with the reason itself");
      same(await readExactly(near, 1), "x");
    },
  },
  {
    name: "writes nothing with a signal that has already aborted",
    body: async ({ near, far }) => {
      const signal = AbortSignal.abort("no");
      const thrown = await near.write(bytes("x"), { signal }).catch((reason) => reason);
      if (thrown !== "no") throw new Error("write() did not reject with the reason itself");
      await near.write(bytes("y"));
      same(await readExactly(far, 1), "y");
    },
  },
  {
    name: "refuses a second read while one is pending",
    body: async ({ near, far }) => {
      const first = near.read();
      const second = await near.read().catch((thrown) => thrown);
      if (!(second instanceof TypeError)) throw new Error("the second read was not refused");
      await far.write(bytes("x"));
      await first;
    },
  },
  {
    name: "ends a pending read when it is closed",
    body: async ({ near }) => {
      const reading = near.read();
      await nextTurn();
      const closed = isClosed(reading);
      await near[Symbol.asyncDispose]();
      await closed;
    },
  },
  {
    name: "rejects every use after it is closed, and can be closed twice",
    body: async ({ near }) => {
      await near[Symbol.asyncDispose]();
      await near[Symbol.asyncDispose]();
      await isClosed(near.read());
      await isClosed(near.write(bytes("x")));
      await isClosed(near.closeWrite());
    },
  },
  {
    name: "has a label for logs and errors",
    body: ({ near }) => {
      if (near.label === "") throw new Error("its label is empty");
      return Promise.resolve();
    },
  },
];
