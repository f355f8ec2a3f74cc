import { assert, assertEquals, assertThrows } from "../deps/assert.ts";
import { ROOT } from "../architecture/project_path.ts";
import { type DenoChild, newUser, type User } from "./deno_child.ts";
import { dmm, serveTcp } from "../../lib/simulator/mod.ts";
import { commandsOf, type DocumentedCommand, withoutEach } from "./readme_commands.ts";
import { serveCheckout, type ServedCheckout } from "./serve_checkout.ts";

const SITE = "https://example.org/readout/";
const SITE_HOST = "example.org";
/** How a command may end that goes on until Ctrl-C. */
const INTERRUPTED = 130;
/** Where README.md has its simulated multimeter. */
const METER_PORT = 5025;

for (const command of commandsOf(Deno.readTextFileSync(`${ROOT}README.md`))) {
  const { line, flags, rest } = command;

  Deno.test(`README.md: ${line} works with exactly its flags`, async () => {
    await using _meter = await meterFor(command);
    await using checkout = serveCheckout();
    await using user = await newUser();
    await using child = start(user, checkout, flags, rest);
    if (isEndless(command)) {
      await child.printed(/\S.*\n/);
      child.interrupt();
    }
    const { code, stdout, stderr } = await child.ended;
    assert(code === 0 || (code === INTERRUPTED && isEndless(command)), `${code}: ${stderr}`);
    assert(stdout.trim() !== "" || rest.includes("shell"), "it prints nothing");
  });

  for (const without of withoutEach(flags)) {
    Deno.test(`README.md: ${line} without ${without.left} names ${without.name}`, async () => {
      await using _meter = await meterFor(command);
      await using checkout = serveCheckout();
      await using user = await newUser();
      await using child = start(user, checkout, without.flags, rest);
      const named = await Promise.any([
        child.printed(new RegExp(without.name), "both"),
        readStream(child, without.name),
      ]).then(() => true, () => false);
      const all = isEndless(command) ? "" : JSON.stringify(await child.ended, undefined, 2);
      assert(named, `nothing names ${without.name}: ${all}`);
    });
  }
}

/** Starts a documented command as the reader of the page would, but never asking for permissions. */
function start(
  user: User,
  checkout: ServedCheckout,
  flags: readonly string[],
  rest: readonly string[],
): DenoChild {
  const here = (word: string): string =>
    word.replace(SITE, checkout.url).replace(`=${SITE_HOST}`, `=${checkout.host}`)
      .replace(/^(cli|examples|web)\/.*\.ts$/, `${ROOT}$&`);
  return user.start("run", "--no-prompt", ...flags.map(here), ...rest.map(here));
}

/** The instrument that the page has served in another terminal, if a command asks one. */
async function meterFor({ rest }: DocumentedCommand): Promise<AsyncDisposable> {
  if (!rest.includes(`tcp://127.0.0.1:${METER_PORT}`)) return new AsyncDisposableStack();
  return await serveTcp(dmm(), { port: METER_PORT });
}

/** Whether a command goes on until Ctrl-C. */
function isEndless({ rest }: DocumentedCommand): boolean {
  const ends = rest.includes("--for") || rest.includes("--count");
  return rest.includes("serve") || rest.includes("sim") || (rest.includes("watch") && !ends);
}

/** Reads the live data of a server until it holds a text. */
async function readStream(server: DenoChild, text: string): Promise<void> {
  const [, url] = await server.printed(/(http:\/\/127\.0\.0\.1:\d+\/)/);
  const stop = new AbortController();
  const response = await fetch(`${url}live/stream`, { signal: stop.signal });
  let events = "";
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    events += chunk;
    if (events.includes(text)) return stop.abort();
  }
  throw new Error(`The stream ended without ${text}`);
}

const DOCUMENT = `
\`\`\`sh
npx -y deno@2.9.6 run --allow-net=127.0.0.1 https://example.org/readout/cli/main.ts serve # the page
deno run --allow-sys=cpus,loadavg \\
  cli/main.ts read "a b" c
git clone x
\`\`\`
\`\`\`ts
deno run nothing
\`\`\`
`;

Deno.test("commandsOf() finds the deno run lines of sh blocks", () => {
  const commands = commandsOf(DOCUMENT).map(({ flags, rest }) => ({ flags, rest }));
  assertEquals(commands, [
    {
      flags: ["--allow-net=127.0.0.1"],
      rest: ["https://example.org/readout/cli/main.ts", "serve"],
    },
    { flags: ["--allow-sys=cpus,loadavg"], rest: ["cli/main.ts", "read", "a b", "c"] },
  ]);
});

Deno.test("commandsOf() refuses a line that needs a shell", () => {
  assertThrows(() => commandsOf("```sh\ndeno run main.ts > file\n```\n"), Error, "needs a shell");
});

Deno.test("withoutEach() leaves out every flag and every entry of a list", () => {
  assertEquals(withoutEach(["--no-check", "--allow-read", "--allow-sys=cpus,loadavg"]), [
    {
      name: "--allow-read",
      left: "--allow-read",
      flags: ["--no-check", "--allow-sys=cpus,loadavg"],
    },
    {
      name: "--allow-sys",
      left: "--allow-sys=cpus",
      flags: ["--no-check", "--allow-read", "--allow-sys=loadavg"],
    },
    {
      name: "--allow-sys",
      left: "--allow-sys=loadavg",
      flags: ["--no-check", "--allow-read", "--allow-sys=cpus"],
    },
  ]);
});
