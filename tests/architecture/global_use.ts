const GLOBALS: readonly string[] = ["globalThis", "window", "self"];

/**
 * The global that an identifier uses, with the member if one is taken: `setTimeout`, `Date.now`,
 * also where it is written `globalThis.Date.now`. Nothing if the identifier only names a member, a
 * property or a method of something else.
 */
export function globalUse(node: Deno.lint.Identifier): string | undefined {
  const { parent } = node;
  let used: Deno.lint.Node = node;
  if (parent.type === "MemberExpression" && parent.property === node && !parent.computed) {
    const { object } = parent;
    if (object.type !== "Identifier" || !GLOBALS.includes(object.name)) return;
    used = parent;
  } else if ("key" in parent && parent.key === node && !isShorthand(parent)) {
    return;
  }
  const outer = used.parent;
  if (outer?.type !== "MemberExpression" || outer.object !== used) return node.name;
  return outer.property.type === "Identifier" ? `${node.name}.${outer.property.name}` : node.name;
}

function isShorthand(node: Deno.lint.Node): boolean {
  return node.type === "Property" && node.shorthand;
}
