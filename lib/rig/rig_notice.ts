import type { Notice } from "../policy/notice.ts";

/**
 * What an operator should know of a rig: of a channel, or that the computer's wall clock was put
 * forward by so many ms (below 0: back). `wallMs` is by the clock as it is set now.
 */
export type RigNotice =
  | Notice
  | { readonly kind: "clock-step"; readonly ms: number; readonly wallMs: number };
