import { nextTurn } from "../../base/system_clock.ts";
import { bytes, isClosed, isEof, type PairCheck, readExactly, same } from "./check.ts";

/** What a transport does that can finish sending and go on receiving. */
export const HALF_CLOSE: readonly PairCheck[] = [
  {
    name: "tells the end of what the other end sends, again and again",
    body: async ({ near, far }) => {
      await far.write(bytes("bye"));
      await far.closeWrite();
      same(await readExactly(near, 3), "bye");
      for (let read = 0; read < 2; read++) isEof(await near.read());
    },
  },
  {
    name: "can still send when the other end has finished",
    body: async ({ near, far }) => {
      await far.closeWrite();
      isEof(await near.read());
      await near.write(bytes("still"));
      same(await readExactly(far, 5), "still");
    },
  },
];

/** What a transport does that cannot. */
export const NO_HALF_CLOSE: readonly PairCheck[] = [
  {
    name: "refuses to finish sending, and goes on sending",
    body: async ({ near, far }) => {
      const thrown = await near.closeWrite().then(() => undefined, (error) => error);
      if (!(thrown instanceof TypeError)) throw new Error("closeWrite() was not refused");
      await near.write(bytes("on"));
      same(await readExactly(far, 2), "on");
    },
  },
];

/** What a transport does when its other end is gone, by how it learns of that. */
export const GONE: Readonly<Record<"eof" | "link.closed" | "nothing", readonly PairCheck[]>> = {
  "eof": [
    {
      name: "reads what came before the other end closed, then the end",
      body: async ({ near, far }) => {
        await far.write(bytes("last"));
        await far[Symbol.asyncDispose]();
        same(await readExactly(near, 4), "last");
        isEof(await near.read());
      },
    },
  ],
  "link.closed": [
    {
      name: "rejects a pending read and every later use when the other end is gone",
      body: async ({ near, far }) => {
        const reading = isClosed(near.read());
        await nextTurn();
        await far[Symbol.asyncDispose]();
        await reading;
        await isClosed(near.read());
        await isClosed(near.write(bytes("x")));
      },
    },
  ],
  "nothing": [
    {
      name: "reads what came before the other end left, which it is not told of",
      body: async ({ near, far }) => {
        await far.write(bytes("last"));
        await far[Symbol.asyncDispose]();
        same(await readExactly(near, 4), "last");
      },
    },
  ],
};
