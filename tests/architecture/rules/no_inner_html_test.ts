import { assertEquals } from "../../deps/assert.ts";
import { lintWith } from "../lint_with.ts";

const PATH = "web/islands/Plot.tsx";

for (
  const source of [
    `element.innerHTML = name;`,
    `element["innerHTML"] = name;`,
    `element.outerHTML = name;`,
    `element.insertAdjacentHTML("beforeend", name);`,
    `document.write(name);`,
    `const a = <p dangerouslySetInnerHTML={{ __html: name }} />;`,
    `const a = <iframe srcdoc={name} />;`,
    `h("p", { dangerouslySetInnerHTML: { __html: name } });`,
  ]
) {
  Deno.test(`no-inner-html reports ${source}`, () => {
    assertEquals(lintWith("no-inner-html", PATH, source).length, 1);
  });
}

for (
  const source of [
    `element.textContent = name;`,
    `const a = <p title={name}>{name}</p>;`,
    `Deno.stdout.write(bytes);`,
    `const text = "innerHTML";`,
  ]
) {
  Deno.test(`no-inner-html allows ${source}`, () => {
    assertEquals(lintWith("no-inner-html", PATH, source), []);
  });
}
