import { parseCommand } from "../../cli/args.ts";
import { everyMs, format, timeoutMs } from "../../cli/command_options.ts";
import { COUNT as WHOLE, DURATION as TIME, HOST as COMPUTER, PORT as AT } from "../../cli/kind.ts";
import { flag, many, one } from "../../cli/option.ts";
import { UsageError } from "../../cli/usage_error.ts";
import { assertEquals, assertThrows } from "../deps/assert.ts";

/** What four commands take, more or less as the real ones do. */
const TAKES = {
  list: { format },
  read: { timeoutMs, format },
  watch: {
    everyMs,
    forMs: one("for", TIME),
    count: one("count", WHOLE),
    timeoutMs,
    format,
  },
  serve: {
    everyMs,
    timeoutMs,
    port: one("port", AT),
    host: one("host", COMPUTER),
    allowHosts: many("allow-host", COMPUTER),
    open: flag("open"),
  },
} as const;

type Taker = keyof typeof TAKES;

const UNGIVEN: Readonly<Record<string, unknown>> = { allowHosts: [], open: false };

const RIGHT: readonly [Taker, string, Readonly<Record<string, unknown>>][] = [
  ["list", "", {}],
  ["list", "--format jsonl", { format: "jsonl" }],
  ["read", "cpu memory", { operands: ["cpu", "memory"] }],
  ["read", "cpu memory cpu", { operands: ["cpu", "memory", "cpu"] }],
  ["read", "cpu --timeout 500ms", { operands: ["cpu"], timeoutMs: 500 }],
  ["read", "--timeout=500ms cpu", { operands: ["cpu"], timeoutMs: 500 }],
  ["read", "42 1e3 true", { operands: ["42", "1e3", "true"] }],
  ["read", "-- --odd -x", { operands: ["--odd", "-x"] }],
  ["watch", "a --every 250ms", { operands: ["a"], everyMs: 250 }],
  ["watch", "a --every 1ms", { operands: ["a"], everyMs: 1 }],
  ["watch", "a --every 0.5s", { operands: ["a"], everyMs: 500 }],
  ["watch", "a --for 10s", { operands: ["a"], forMs: 10_000 }],
  ["watch", "a --for 5min", { operands: ["a"], forMs: 300_000 }],
  ["watch", "a --for 2h --count 20", { operands: ["a"], forMs: 7_200_000, count: 20 }],
  ["serve", "", {}],
  ["serve", "--open cpu", { operands: ["cpu"], open: true }],
  ["serve", "--port 0 --host ::1", { port: 0, host: "::1" }],
  ["serve", "--port 65535 --every 1s", { port: 65_535, everyMs: 1_000 }],
  ["serve", "--allow-host a --allow-host b.local", { allowHosts: ["a", "b.local"] }],
];

for (const [command, line, expected] of RIGHT) {
  Deno.test(`parseCommand() understands "${command} ${line}"`, () => {
    const args = line.split(" ").filter((it) => it !== "");
    const nothing = Object.keys(TAKES[command]).map((key) => [key, UNGIVEN[key]]);
    const all = { operands: [], ...Object.fromEntries(nothing), ...expected };
    assertEquals<unknown>(parseCommand(command, TAKES[command], args), all);
  });
}

const DURATION = "must be a duration of 1ms or more, such as 250ms, 10s, 5min or 1h, got";
const COUNT = "must be a whole number of 1 or more, got";
const PORT = "must be a port from 1 to 65535, or 0 for any that is free, got";
const FORMAT = "must be table, csv or jsonl, got";
const HOST = "must be a host name or an address, got";

const WRONG: readonly [Taker, readonly string[], readonly string[]][] = [
  ["watch", ["--every", "soon"], [`--every ${DURATION} "soon"`]],
  ["watch", ["--every", "250"], [`--every ${DURATION} "250"`]],
  ["watch", ["--every", "0ms"], [`--every ${DURATION} "0ms"`]],
  ["watch", ["--every", "0.5ms"], [`--every ${DURATION} "0.5ms"`]],
  ["watch", ["--every", "1e3ms"], [`--every ${DURATION} "1e3ms"`]],
  ["watch", ["--every", "1 s"], [`--every ${DURATION} "1 s"`]],
  ["watch", ["--every", "5m"], [`--every ${DURATION} "5m"`]],
  ["watch", ["--every=-1s"], [`--every ${DURATION} "-1s"`]],
  ["watch", ["--every"], [`--every ${DURATION} nothing`]],
  ["watch", ["--every="], [`--every ${DURATION} nothing`]],
  ["watch", [`--every=${"9".repeat(400)}h`], [`--every ${DURATION} "${"9".repeat(400)}h"`]],
  ["watch", ["--every", "1s\x1b[2J"], [`--every ${DURATION} "1s\\x1b[2J"`]],
  ["watch", ["--every", "1s", "--every", "2s"], ["--every must be given once"]],
  ["watch", ["--count", "0"], [`--count ${COUNT} "0"`]],
  ["watch", ["--count", "1.5"], [`--count ${COUNT} "1.5"`]],
  ["watch", ["--count", "many"], [`--count ${COUNT} "many"`]],
  ["serve", ["--port", "65536"], [`--port ${PORT} "65536"`]],
  ["serve", ["--port", "http"], [`--port ${PORT} "http"`]],
  ["serve", ["--host", "a b"], [`--host ${HOST} "a b"`]],
  ["serve", ["--allow-host", "http://a/"], [`--allow-host ${HOST} "http://a/"`]],
  ["read", ["--format", "cvs"], [`--format ${FORMAT} "cvs"`]],
  ["watch", ["--evry", "1s"], ['unknown option "--evry" (did you mean "--every"?)']],
  ["watch", ["--evry=1s"], ['unknown option "--evry" (did you mean "--every"?)']],
  ["watch", ["-every", "1s"], ['unknown option "-every" (did you mean "--every"?)']],
  ["watch", ["--time", "1s"], ['unknown option "--time" (did you mean "--timeout"?)']],
  ["watch", ["--port", "1"], ['unknown option "--port"']],
  ["list", ["--open"], ['unknown option "--open"']],
  ["read", ["--every", "1s"], ['unknown option "--every"']],
  ["read", ["-x"], ['unknown option "-x"']],
  ["read", ["--__proto__", "1"], ['unknown option "--__proto__"']],
  ["read", ["--\x1b]0;title\x07"], ['unknown option "--\\x1b]0;title\\x07"']],
  [
    "watch",
    ["--every", "soon", "--count", "few", "--bogus"],
    ['unknown option "--bogus"', `--every ${DURATION} "soon"`, `--count ${COUNT} "few"`],
  ],
];

for (const [command, args, problems] of WRONG) {
  Deno.test(`parseCommand() refuses ${JSON.stringify([command, ...args]).slice(0, 80)}`, () => {
    const error = assertThrows(() => parseCommand(command, TAKES[command], args), UsageError);
    assertEquals(error.problems, problems);
    assertEquals(error.command, command);
  });
}
