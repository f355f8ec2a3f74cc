import { reasonFor, SLEEPERS } from "../exceptions.ts";
import { globalUse } from "../global_use.ts";
import { projectPath } from "../project_path.ts";

const SLEEPS: readonly string[] = ["setTimeout", "setInterval", "systemClock.timer"];

/** Tests never sleep: they wait for what they test, or bring a `VirtualClock`. */
export const noSleep: Deno.lint.Rule = {
  create(ctx) {
    const path = projectPath(ctx.filename);
    if (!path.startsWith("tests/") || reasonFor(path, SLEEPERS) !== undefined) return {};

    function report(node: Deno.lint.Node, what: string): void {
      const message =
        `Cannot use ${what} in a test: tests never sleep; wait for the event itself, ` +
        `or bring a VirtualClock (exceptions: SLEEPERS in tests/architecture/exceptions.ts)`;
      ctx.report({ node, message });
    }
    return {
      Identifier(node) {
        const name = globalUse(node);
        if (name !== undefined && SLEEPS.includes(name)) report(node, name);
      },
      CallExpression(node) {
        const { callee } = node;
        if (callee.type !== "Identifier" || callee.name !== "delay") return;
        if (!bringsClock(node.arguments[1])) report(node, "delay() without a clock");
      },
    };
  },
};

function bringsClock(options: Deno.lint.Node | undefined): boolean {
  if (options?.type !== "ObjectExpression") return options !== undefined;
  return options.properties.some((it) =>
    it.type !== "Property" || (it.key.type === "Identifier" && it.key.name === "clock")
  );
}
