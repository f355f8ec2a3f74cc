// G28: each documented permission line is exact: with it the command works, and each thing left out is
// named by the message. (The same for README.md, for the addresses of docs/transports.md and for the
// unit of systemd: tests/system.)

import { ROOT } from "../architecture/project_path.ts";
import { assert, assertEquals, assertStringIncludes } from "../deps/assert.ts";
import { newUser, type User } from "../system/deno_child.ts";
import { commandsOf, type DocumentedCommand, withoutEach } from "../system/readme_commands.ts";

const DOCUMENTS = [...Deno.readDirSync(`${ROOT}docs`)]
  .map(({ name }) => name)
  .filter((name) => name.endsWith(".md"))
  .sort();
const COMMANDS = commandsOf(Deno.readTextFileSync(`${ROOT}docs/rig.md`));

function start(
  user: User,
  { rest }: DocumentedCommand,
  flags: readonly string[],
): ReturnType<User["run"]> {
  const here = rest.map((word) => word.replace(/^cli\/.*\.ts$/, `${ROOT}$&`));
  return user.run("run", "--no-prompt", ...flags, ...here);
}

Deno.test("G28: no other document has commands whose permissions are not tested", () => {
  for (const name of DOCUMENTS.filter((name) => name !== "rig.md")) {
    assertEquals(commandsOf(Deno.readTextFileSync(`${ROOT}docs/${name}`)), [], name);
  }
  assert(COMMANDS.length >= 4);
});

Deno.test("G28: the commands of docs/rig.md work one after the other with exactly their flags, and each flag left out is named", async () => {
  await using user = await newUser();
  for (const command of COMMANDS) {
    await Promise.all(
      withoutEach(command.flags).map(async ({ name, left, flags }) => {
        const { code, stdout, stderr } = await start(user, command, flags);
        const said = stdout + stderr;
        assertStringIncludes(said, name, `${command.line} without ${left} ends with ${code}`);
        assert(!/^\s+at .*\.ts:/m.test(said), `${command.line} without ${left}: ${said}`);
      }),
    );
    const { code, stdout, stderr } = await start(user, command, command.flags);
    assertEquals(code, 0, `${command.line}: ${stderr}`);
    assert(stdout !== "" && !stderr.includes("--allow"), `${command.line}: ${stderr}`);
  }
});
