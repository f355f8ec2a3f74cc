/** A fault is not swallowed in silence: an empty handler says why it may be empty. */
export const silentCatch: Deno.lint.Rule = {
  create(ctx) {
    const { text } = ctx.sourceCode;
    const comments = ctx.sourceCode.getAllComments();

    /** Whether a comment lies within the node, on one of its lines, or on the line above. */
    function isExplained({ range: [start, end] }: Deno.lint.Node): boolean {
      const lineAbove = text.lastIndexOf("\n", text.lastIndexOf("\n", start) - 1) + 1;
      const lineEnd = text.indexOf("\n", end);
      return comments.some(({ range }) =>
        range[0] >= lineAbove && range[0] < (lineEnd < 0 ? text.length : lineEnd)
      );
    }
    function check(node: Deno.lint.Node, body: Deno.lint.Node): void {
      if (!isEmpty(body) || isExplained(node)) return;
      const message = "Cannot swallow an error in silence: handle it, " +
        "or say in a comment why nothing needs to be done";
      ctx.report({ node, message });
    }
    return {
      CatchClause: (node) => check(node, node.body),
      CallExpression(node) {
        const { callee } = node;
        if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return;
        const { name } = callee.property;
        const handler = node.arguments[name === "catch" ? 0 : name === "then" ? 1 : -1];
        if (handler?.type === "ArrowFunctionExpression") check(handler, handler.body);
      },
    };
  },
};

/** `{}`, `undefined` or `void 0`. */
function isEmpty(body: Deno.lint.Node): boolean {
  return (body.type === "BlockStatement" && body.body.length === 0) ||
    (body.type === "Identifier" && body.name === "undefined") ||
    (body.type === "UnaryExpression" && body.operator === "void" &&
      body.argument.type === "Literal");
}
