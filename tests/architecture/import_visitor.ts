/** One place where a file names another module. */
export interface Import {
  /** What is named, as written. */
  readonly specifier: string;
  /** `url` is `new URL("./entry.ts", import.meta.url)`, as a worker is started. */
  readonly how: "static" | "type" | "dynamic" | "url";
  /** Where. */
  readonly node: Deno.lint.Node;
}

/** A visitor for a lint rule that finds every import of a file, whatever its form. */
export function importVisitor(found: (found: Import) => void): Deno.lint.LintVisitor {
  function statement(
    node: Deno.lint.ImportDeclaration | Deno.lint.ExportNamedDeclaration,
    kind: "type" | "value",
  ): void {
    if (node.source === null) return;
    found({ specifier: node.source.value, how: kind === "type" ? "type" : "static", node });
  }
  return {
    ImportDeclaration: (node) => statement(node, node.importKind),
    ExportNamedDeclaration: (node) => statement(node, node.exportKind),
    ExportAllDeclaration(node) {
      found({ specifier: node.source.value, how: "static", node });
    },
    ImportExpression(node) {
      const specifier = text(node.source);
      if (specifier !== undefined) found({ specifier, how: "dynamic", node });
    },
    TSImportType(node) {
      const { argument } = node;
      const specifier = argument.type === "TSLiteralType" ? text(argument.literal) : undefined;
      if (specifier !== undefined) found({ specifier, how: "type", node });
    },
    NewExpression(node) {
      const [path, base] = node.arguments;
      if (node.callee.type !== "Identifier" || node.callee.name !== "URL") return;
      if (base?.type !== "MemberExpression" || base.object.type !== "MetaProperty") return;
      const specifier = path === undefined ? undefined : text(path);
      if (specifier?.match(/\.tsx?$/)) found({ specifier, how: "url", node });
    },
  };
}

function text(node: Deno.lint.Node): string | undefined {
  return node.type === "Literal" && typeof node.value === "string" ? node.value : undefined;
}
