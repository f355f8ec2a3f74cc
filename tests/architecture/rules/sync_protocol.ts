import { projectPath } from "../project_path.ts";

const ASYNC_NAMES: readonly string[] = [
  "Promise",
  "PromiseLike",
  "AsyncIterable",
  "AsyncIterator",
  "AsyncIterableIterator",
  "AsyncGenerator",
  "AsyncDisposable",
  "AbortSignal",
  "ReadableStream",
  "WritableStream",
];

/** Protocols are pure: bytes to meaning and back, and nothing in `lib/protocol/` waits. */
export const syncProtocol: Deno.lint.Rule = {
  create(ctx) {
    if (!projectPath(ctx.filename).startsWith("lib/protocol/")) return {};

    function report(node: Deno.lint.Node, what: string): void {
      const message = `Cannot use ${what} in a protocol: it is a pure codec that never waits; ` +
        `what waits belongs to lib/link or lib/instrument`;
      ctx.report({ node, message });
    }
    function checkFunction(node: Deno.lint.Node & { async: boolean }): void {
      if (node.async) report(node, "an async function");
    }
    return {
      FunctionDeclaration: checkFunction,
      FunctionExpression: checkFunction,
      ArrowFunctionExpression: checkFunction,
      AwaitExpression: (node) => report(node, "await"),
      ForOfStatement(node) {
        if (node.await) report(node, "for await");
      },
      VariableDeclaration(node) {
        if (node.kind === "await using") report(node, "await using");
      },
      Identifier(node) {
        if (ASYNC_NAMES.includes(node.name)) report(node, node.name);
      },
    };
  },
};
