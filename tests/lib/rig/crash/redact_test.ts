import { printable } from "../../../../lib/base/printable.ts";
import { bytesText } from "../../../../lib/link/trace/trace_text.ts";
import { redact, redactArgs, REDACTED } from "../../../../lib/rig/crash/redact.ts";
import { assertEquals } from "../../../deps/assert.ts";

const CANARY = "hunter2-canary";

Deno.test("redact() hides what stands under a key that names a secret, however deep", () => {
  const data = { a: [{ apiKey: CANARY, token: 5, password: null, name: "oven" }] };
  const expected = { a: [{ apiKey: REDACTED, token: REDACTED, password: null, name: "oven" }] };
  assertEquals<unknown>(redact(data), expected);
});

Deno.test("redact() hides a known secret wherever it is in a text, in keys too", () => {
  const data = { [`key ${CANARY}`]: `before ${CANARY} after`, list: [CANARY] };
  const expected = { [`key ${REDACTED}`]: `before ${REDACTED} after`, list: [REDACTED] };
  assertEquals<unknown>(redact(data, [CANARY]), expected);
});

for (
  const text of [
    `tcp://user:${CANARY}@10.0.0.7:5025`,
    `http://host/?token=${CANARY}&x=1`,
    `--token=${CANARY}`,
    `password: ${CANARY}`,
    `SYST:PASS:CEN "${CANARY}"\\x0a`,
    `SYSTem:PASSword:CENable ${CANARY}\\x0a`,
    `mqtt://user:a@${CANARY}@broker`,
    `https://${CANARY}@github.com/x`,
    `{"password": "${CANARY}"}`,
    `{\\"apiKey\\":\\"${CANARY}\\"}`,
    `POST /x, Authorization: Basic ${CANARY}`,
    `sent "Bearer ${CANARY}"`,
    `postgres: PGPWD=${CANARY}`,
  ]
) {
  Deno.test(`redact() finds the secret in ${JSON.stringify(text)} by itself`, () => {
    assertEquals(redact(text).includes(CANARY), false);
  });
}

Deno.test("redact() hides the longer of two secrets that begin alike, and no short ones", () => {
  assertEquals(
    redact("abcdef-long abcdef a", ["abcdef", "abcdef-long", "a"]),
    `${REDACTED} ${REDACTED} a`,
  );
});

for (const secret of ['p\u00e4ss "w\\ord"/4711', "line\nbreak-4711"]) {
  Deno.test(`redact() hides ${JSON.stringify(secret)} as it looks in a trace, an error and a URL`, () => {
    const bytes = new TextEncoder().encode(secret);
    const forms = [
      bytesText({ bytes, sizeBytes: bytes.length }),
      printable(secret),
      encodeURIComponent(secret),
    ];
    for (const form of forms) assertEquals(redact(`a ${form} b`, [secret]), `a ${REDACTED} b`);
  });
}

Deno.test("redact() hides a secret whose end was cut off", () => {
  const bytes = new TextEncoder().encode(`LOGIN ${CANARY}`);
  const cut = bytesText({ bytes: bytes.subarray(0, 15), sizeBytes: bytes.length });
  assertEquals(redact(cut, [CANARY]), `LOGIN ${REDACTED}... (20 bytes)`);
  assertEquals(redact(printable(`login ${CANARY}`, 18), [CANARY]), `login ${REDACTED}...`);
});

Deno.test("redact() leaves all else as it is", () => {
  const data = { value: 1.5, unit: "V", ok: true, none: null, list: [1, "tokens of trust"] };
  assertEquals(redact(data, ["unused-secret"]), data);
});

Deno.test("redactArgs() hides what follows an option that names a secret", () => {
  const args = ["run", "--token", CANARY, `--password=${CANARY}`, "--every", "token"];
  const expected = ["run", "--token", REDACTED, `--password=${REDACTED}`, "--every", "token"];
  assertEquals(redactArgs(args), expected);
});
