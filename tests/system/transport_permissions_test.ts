import { openPty } from "../../lib/transport/pty/open_pty.ts";
import { ROOT } from "../architecture/project_path.ts";
import { assertEquals, assertStringIncludes } from "../deps/assert.ts";
import { type Ending, newUser } from "./deno_child.ts";

const SCRIPT = `
import { openTransport } from "file://${ROOT}lib/open/open_transport.ts";

try {
  await using wire = await openTransport(Deno.args[0]);
  await wire.write(Uint8Array.of(10));
  console.log("open");
} catch (error) {
  console.log(error.code + ": " + error.message);
}
`;

/** What the words in capital letters of a row stand for, and what is closed in the end. */
interface Place extends Partial<AsyncDisposable> {
  readonly words: Readonly<Record<string, string | number>>;
}

/** For each address in the table something that is there. */
const PLACES: Readonly<Record<string, () => Place | Promise<Place>>> = {
  "tcp://HOST:PORT": () => {
    const listener = Deno.listen({ hostname: "localhost", port: 0 });
    const { port } = listener.addr as Deno.NetAddr;
    return {
      words: { HOST: "localhost", PORT: port },
      [Symbol.asyncDispose]: () => Promise.resolve(listener.close()),
    };
  },
  "udp://ADDRESS:PORT": () => ({ words: { ADDRESS: "127.0.0.1", PORT: 161 } }),
  "udp://ADDRESS:PORT?localPort=OWN": () => ({
    words: { ADDRESS: "127.0.0.1", PORT: 161, OWN: 40_161 },
  }),
  "udp://NAME:PORT": () => ({ words: { NAME: "localhost", ADDRESS: "127.0.0.1", PORT: 161 } }),
  "unix://PATH": async () => {
    const folder = await Deno.makeTempDir({ prefix: "readout_unix_" });
    const path = `${folder}/device.sock`;
    const listener = Deno.listen({ transport: "unix", path });
    return {
      words: { PATH: path },
      async [Symbol.asyncDispose](): Promise<void> {
        listener.close();
        await Deno.remove(folder, { recursive: true });
      },
    };
  },
  "serial://PATH": async () => {
    const pty = await openPty();
    return { words: { PATH: pty.path }, [Symbol.asyncDispose]: () => pty[Symbol.asyncDispose]() };
  },
  "device://PATH": () => ({ words: { PATH: "/dev/zero" } }),
  "process://PATH": () => ({ words: { PATH: "/bin/cat" } }),
  "process:NAME": () => ({ words: { NAME: "cat" } }),
};

const ROWS = [
  ...Deno.readTextFileSync(`${ROOT}docs/transports.md`)
    .matchAll(/^\|[^|`]*\| `([^`]+)` +\| `(--[^`]+)` +\|$/gm),
].map(([, address, flags]) => ({ address: address!, flags: flags! }));

Deno.test("docs/transports.md has the flags of every kind of address", () => {
  assertEquals(ROWS.map(({ address }) => address).sort(), Object.keys(PLACES).sort());
});

for (const { address, flags } of ROWS) {
  Deno.test(`${address} opens with ${flags}, and without any of it names what is missing`, async () => {
    await using stack = new AsyncDisposableStack();
    const user = stack.use(await newUser());
    await Deno.writeTextFile(`${user.folder}/main.ts`, SCRIPT);
    const { words, ...rest } = await PLACES[address]!();
    if (rest[Symbol.asyncDispose]) stack.defer(() => rest[Symbol.asyncDispose]!());
    const filled = (text: string): string =>
      text.replace(/[A-Z]{3,}/g, (word) => String(words[word]));
    const run = (given: readonly string[]): Promise<Ending> =>
      user.run("run", "--no-prompt", "--no-config", ...given, "main.ts", filled(address));

    const all = filled(flags).split(" ");
    const { stdout, stderr } = await run(all);
    assertEquals(stdout, "open\n", stderr);
    for (const { without, left } of withoutEach(all)) {
      const { stdout } = await run(left);
      assertStringIncludes(stdout, "permission.missing: ");
      assertStringIncludes(stdout, without);
    }
  });
}

/** The flags with one thing less each time: a flag, or one of its values. */
function withoutEach(flags: readonly string[]): { readonly without: string; left: string[] }[] {
  return flags.flatMap((flag, at) => {
    const others = flags.toSpliced(at, 1);
    const [name, values = ""] = flag.split("=");
    const all = values.split(",");
    if (all.length === 1) return [{ without: flag, left: others }];
    return all.map((without) => ({
      without,
      left: [...others, `${name}=${all.filter((value) => value !== without).join(",")}`],
    }));
  });
}
