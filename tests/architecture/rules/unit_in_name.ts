import { projectPath } from "../project_path.ts";

/** What the name of a number cannot end in, because its unit should follow. */
const LACKING: Readonly<Record<string, readonly string[]>> = {
  Ms: [
    ..."timeout interval period delay duration age latency elapsed ttl deadline".split(" "),
    ..."backoff uptime timestamp cooldown debounce throttle".split(" "),
  ],
  // A size of something else may count items, as that of a set does.
  Bytes: "buffer chunk block frame packet file message body".split(" ").map((it) => `${it} size`),
  Hz: ["frequency"],
};

/**
 * A number that is a quantity says its unit in its name: `timeoutMs`, `sizeBytes`, `rateHz`. The
 * rule looks at what others see: properties and parameters.
 */
export const unitInName: Deno.lint.Rule = {
  create(ctx) {
    if (projectPath(ctx.filename).endsWith(".d.ts")) return {}; // others chose those names

    function check(node: Deno.lint.Node, isNumeric: boolean): void {
      if (!isNumeric || node.type !== "Identifier") return;
      const words = wordsOf(node.name);
      const unit = Object.keys(LACKING).find((it) =>
        LACKING[it]!.some((ending) => ` ${words}`.endsWith(` ${ending}`))
      );
      if (unit === undefined) return;
      const message = `Cannot tell the unit of the number "${node.name}": its name should end ` +
        `in it, such as ${node.name}${unit}`;
      ctx.report({ node, message });
    }
    return {
      TSPropertySignature: (node) => check(node.key, isNumber(node.typeAnnotation)),
      PropertyDefinition(node) {
        check(node.key, isNumber(node.typeAnnotation) || isNumeral(node.value));
      },
      Identifier(node) { // a parameter with a type
        if (node.parent.type !== "VariableDeclarator") check(node, isNumber(node.typeAnnotation));
      },
      AssignmentPattern(node) { // a parameter with a default
        if ("params" in node.parent) check(node.left, isNumeral(node.right));
      },
    };
  },
};

/** `maxAge` and `MAX_AGE` are `max age`. */
function wordsOf(name: string): string {
  return name.split(/_|(?<=[a-z])(?=[A-Z])/).join(" ").toLowerCase();
}

function isNumber(annotation: Deno.lint.TSTypeAnnotation | undefined): boolean {
  const type = annotation?.typeAnnotation;
  const parts = type?.type === "TSUnionType" ? type.types : [type];
  return parts.some((part) => part?.type === "TSNumberKeyword");
}

function isNumeral(value: Deno.lint.Node | null): boolean {
  return value?.type === "Literal" && typeof value.value === "number";
}
