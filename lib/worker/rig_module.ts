import type { Channel } from "../contract/channel.ts";
import { ReadoutError } from "../base/readout_error.ts";

/**
 * What a rig module exports, as `channels`: a list of channels, or a function that makes it of the
 * data it is given. If the list is `AsyncDisposable` or `Disposable`, it is disposed of at the end.
 */
export type RigChannels =
  | readonly Channel<unknown>[]
  | ((data: unknown) => readonly Channel<unknown>[] | PromiseLike<readonly Channel<unknown>[]>);

/** Loads a rig module and makes its channels. */
export async function loadRig(url: string, data: unknown): Promise<readonly Channel<unknown>[]> {
  const module: { readonly channels?: RigChannels } = await import(url);
  const { channels } = module;
  const list = typeof channels === "function" ? await channels(data) : channels;
  if (Array.isArray(list)) return list;
  throw new ReadoutError(
    "worker.failed",
    `Cannot use ${url} as a rig: it should export "channels", a list of channels or a function ` +
      `that returns one`,
  );
}
