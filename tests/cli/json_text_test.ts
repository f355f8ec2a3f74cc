import { jsonText } from "../../cli/json_text.ts";
import { assert, assertEquals } from "../deps/assert.ts";
import { acts, HOSTILE_TEXTS } from "./hostile_texts.ts";

Deno.test("jsonText() writes what would act on a terminal so that it cannot, and means the same", () => {
  const value = { [HOSTILE_TEXTS[0]!]: [...HOSTILE_TEXTS, "\u{1f600}\u00b0C"] };
  for (const indent of [undefined, 2]) {
    const text = jsonText(value, indent);
    assert(!text.split("\n").some(acts), text);
    assertEquals(JSON.parse(text), value);
    assert(text.includes("\u{1f600}\u00b0C"));
  }
});
