import { assertEquals } from "../../deps/assert.ts";
import { lintWith } from "../lint_with.ts";

for (
  const source of [
    `try {\n  a();\n} catch {}`,
    `try {\n  a();\n} catch (error) {\n}`,
    `const x = 1;\na().catch(() => {});`,
    `a().catch(() => undefined);`,
    `a().then(b, () => {});`,
    `// Far above.\nconst x = 1;\n\na().catch(() => void 0);`,
  ]
) {
  Deno.test(`silent-catch reports ${source}`, () => {
    assertEquals(lintWith("silent-catch", "lib/base/x.ts", source).length, 1);
  });
}

for (
  const source of [
    `try {\n  a();\n} catch {\n  // closed already\n}`,
    `try {\n  a();\n} catch { /* closed already */ }`,
    `try {\n  a();\n} catch (error) {\n  report(error);\n}`,
    `a().catch(() => {}); // the pump reports it`,
    `// The pump reports it.\na().catch(() => {});`,
    `a().catch(report);`,
    `a().catch((error) => report(error));`,
    `a().then(() => {});`,
    `const catcher = { catch() {} };`,
  ]
) {
  Deno.test(`silent-catch allows ${source}`, () => {
    assertEquals(lintWith("silent-catch", "lib/base/x.ts", source), []);
  });
}
