import { CLOCKS, reasonFor } from "../exceptions.ts";
import { globalUse } from "../global_use.ts";
import { projectPath } from "../project_path.ts";

/** What reads or waits for the real time, or is random, and what to use in its place. */
const INSTEAD: ReadonlyMap<string | undefined, string> = new Map(Object.entries({
  "setTimeout": "delay() or clock.timer()",
  "setInterval": "poll() or clock.timer()",
  "setImmediate": "nextTurn()",
  "requestAnimationFrame": "clock.timer()",
  "performance.now": "clock.nowMs()",
  "performance.timeOrigin": "clock.nowMs()",
  "Date.now": "clock.wallMs()",
  "Temporal.Now": "clock.wallMs()",
  "AbortSignal.timeout": "a timeoutMs option or clock.timer()",
  "Math.random": "a Random, such as seededRandom()",
}));

/** Time and randomness are passed in: one file touches the real ones. */
export const oneClock: Deno.lint.Rule = {
  create(ctx) {
    if (reasonFor(projectPath(ctx.filename), CLOCKS) !== undefined) return {};

    function report(node: Deno.lint.Node, what: string, instead: string): void {
      const message = `Cannot use ${what} here: time and randomness are passed in; use ${instead}`;
      ctx.report({ node, message });
    }
    function now(node: Deno.lint.NewExpression | Deno.lint.CallExpression): void {
      const isDate = node.callee.type === "Identifier" && node.callee.name === "Date";
      if (isDate && (node.type === "CallExpression" || node.arguments.length === 0)) {
        report(node, "the present Date", "clock.wallMs()");
      }
    }
    return {
      Identifier(node) {
        const name = globalUse(node);
        const instead = INSTEAD.get(name);
        if (instead !== undefined) report(node, name!, instead);
      },
      NewExpression: now,
      CallExpression: now,
    };
  },
};
