const RAW: readonly string[] = ["innerHTML", "outerHTML", "insertAdjacentHTML", "srcdoc"];

/** Text from a device must not become markup: no place takes HTML as text. */
export const noInnerHtml: Deno.lint.Rule = {
  create(ctx) {
    function report(node: Deno.lint.Node, what: string): void {
      const message = `Cannot use ${what}: text from a device could become markup; ` +
        `use textContent, or JSX text`;
      ctx.report({ node, message });
    }
    return {
      MemberExpression(node) {
        const { property, object } = node;
        const name = property.type === "Identifier" && !node.computed
          ? property.name
          : property.type === "Literal"
          ? String(property.value)
          : "";
        if (RAW.includes(name)) report(node, name);
        const isDocument = object.type === "Identifier" && object.name === "document";
        if (isDocument && /^write(ln)?$/.test(name)) report(node, `document.${name}`);
      },
      JSXAttribute(node) {
        const { name } = node.name;
        if (name === "dangerouslySetInnerHTML" || name === "srcdoc" || name === "srcDoc") {
          report(node, name);
        }
      },
      Property(node) {
        const { key } = node;
        if (key.type === "Identifier" && key.name === "dangerouslySetInnerHTML") {
          report(node, key.name);
        }
      },
    };
  },
};
