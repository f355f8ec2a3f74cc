import { assertEquals } from "../deps/assert.ts";
import { ROOT } from "../architecture/project_path.ts";
import * as readout from "../../mod.ts";
import { newUser } from "./deno_child.ts";
import { serveCheckout } from "./serve_checkout.ts";

/** The values that `mod.ts` exports; its types are in `deno doc mod.ts`. */
const VALUES = [
  "Alarms",
  "Broadcast",
  "History",
  "Interlock",
  "Outbox",
  "ReadoutError",
  "acquire",
  "acquireInWorker",
  "changed",
  "channel",
  "classOfFault",
  "computeInProcess",
  "computeInWorker",
  "decimate",
  "defineRig",
  "delay",
  "every",
  "host",
  "isReadoutError",
  "limited",
  "literal",
  "mapColumn",
  "merge",
  "movingMean",
  "openHost",
  "openLines",
  "openModbus",
  "openNmea",
  "openScpi",
  "pipeColumns",
  "poll",
  "printable",
  "readAll",
  "readUntil",
  "resilient",
  "scpi",
  "seededRandom",
  "signal",
  "systemClock",
  "toFault",
  "window",
  "writable",
];

Deno.test("mod.ts exports these values and no others", () => {
  assertEquals(Object.keys(readout).sort(), VALUES);
});

Deno.test("mod.ts only re-exports, by name", () => {
  const others: string[] = [];
  const plugin: Deno.lint.Plugin = {
    name: "door",
    rules: {
      door: {
        create: () => ({
          Program({ body }) {
            for (const statement of body) {
              const isReexport = statement.type === "ExportNamedDeclaration" &&
                statement.source !== null;
              if (!isReexport) others.push(statement.type);
            }
          },
        }),
      },
    },
  };
  Deno.lint.runPlugin(plugin, "mod.ts", Deno.readTextFileSync(`${ROOT}mod.ts`));
  assertEquals(others, []);
});

Deno.test("mod.ts can be imported from a URL with no permission but the import", async () => {
  await using checkout = serveCheckout();
  await using user = await newUser();
  await Deno.writeTextFile(
    `${user.folder}/main.ts`,
    `import * as readout from "${checkout.url}mod.ts";\n` +
      `console.log(Object.keys(readout).sort().join(" "));\n`,
  );
  const flags = ["--no-prompt", `--allow-import=${checkout.host}`];
  const { code, stdout, stderr } = await user.run("run", ...flags, "main.ts");
  const names = Object.keys(readout).sort().join(" ");
  assertEquals({ code, stdout }, { code: 0, stdout: `${names}\n` }, stderr);
});
