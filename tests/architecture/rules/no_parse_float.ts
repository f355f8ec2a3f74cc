import { globalUse } from "../global_use.ts";

const LOOSE: readonly string[] = ["parseFloat", "Number.parseFloat"];

/** `parseFloat` reads "12abc" as 12 and "" as NaN: a device's number is parsed strictly. */
export const noParseFloat: Deno.lint.Rule = {
  create(ctx) {
    return {
      Identifier(node) {
        const name = globalUse(node);
        if (name === undefined || !LOOSE.includes(name)) return;
        const message = `Cannot use ${name}: it takes "12abc" for 12; ` +
          `check the text, then use Number(text)`;
        ctx.report({ node, message });
      },
    };
  },
};
