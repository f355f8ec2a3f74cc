/** How a request names its host and its origin, and how it is answered. */
export interface HostCase {
  /** The `Host` header; `undefined` for none. */
  readonly host: string | undefined;
  readonly origin?: string;
  /** `Sec-Fetch-Site`, `-Mode` and `-Dest`, as far as they are sent. */
  readonly fetch?: readonly [site: string, mode?: string, dest?: string];
  readonly status: 200 | 400 | 403;
}

/** For a server that also answers to `bench.example` and `10.0.0.5`. */
export const ALLOWED_HOSTS: readonly string[] = ["bench.example", "10.0.0.5"];

const LINK = ["cross-site", "navigate", "document"] as const;

export const HOST_CASES: readonly HostCase[] = [
  // this computer
  { host: "localhost", status: 200 },
  { host: "LOCALHOST:8000", status: 200 },
  { host: "readout.localhost:8000", status: 200 },
  { host: "127.0.0.1:65535", status: 200 },
  { host: "127.8.9.1", status: 200 },
  { host: "[::1]:8000", status: 200 },
  { host: "[0:0:0:0:0:0:0:1]", status: 200 },
  // named by the operator
  { host: "bench.example", status: 200 },
  { host: "BENCH.example:81", status: 200 },
  { host: "10.0.0.5:8000", status: 200 },
  // a rebound name, or one that looks like ours; without an Origin, too
  { host: "evil.example", status: 403 },
  { host: "evil.example:8000", origin: "http://evil.example:8000", status: 403 },
  { host: "evil.example", origin: "http://localhost", status: 403 },
  { host: "localhost.evil.example", status: 403 },
  { host: "127.0.0.1.evil.example", status: 403 },
  { host: "evil-localhost", status: 403 },
  { host: "sub.bench.example", status: 403 },
  { host: "10.0.0.50", status: 403 },
  { host: "0.0.0.0", status: 403 },
  { host: "[::ffff:7f00:1]", status: 403 },
  { host: "2130706433", status: 403 },
  // no host at all
  { host: undefined, status: 400 },
  { host: "", status: 400 },
  { host: "localhost, evil.example", status: 400 },
  { host: "localhost evil.example", status: 400 },
  { host: "localhost@evil.example", status: 400 },
  { host: "localhost/evil", status: 400 },
  { host: "localhost?", status: 400 },
  { host: "localhost#", status: 400 },
  { host: "http://localhost", status: 400 },
  { host: "localhost:", status: 400 },
  { host: "localhost:65536", status: 400 },
  { host: "localhost:8000:8000", status: 400 },
  { host: "local%68ost", status: 400 },
  { host: ".localhost", status: 400 },
  { host: "[::1", status: 400 },
  { host: "[::1:2:3:4:5:6:7:8:9]", status: 400 },
  { host: "l\u00f6calhost", status: 400 },
  // where the page that asks is from
  { host: "localhost", origin: "http://localhost:3000", status: 200 },
  { host: "localhost", origin: "https://bench.example", status: 200 },
  { host: "bench.example", origin: "http://[::1]:8000", status: 200 },
  { host: "localhost", origin: "http://evil.example", status: 403 },
  { host: "localhost", origin: "http://localhost.evil.example", status: 403 },
  { host: "localhost", origin: "http://localhost@evil.example", status: 403 },
  { host: "localhost", origin: "null", status: 403 },
  { host: "localhost", origin: "", status: 403 },
  { host: "localhost", origin: "localhost", status: 403 },
  { host: "localhost", origin: "file://localhost", status: 403 },
  { host: "localhost", origin: "chrome-extension://localhost", status: 403 },
  { host: "localhost", origin: "http://localhost/", status: 403 },
  // what the browser says about the site that asks
  { host: "localhost", fetch: ["same-origin"], status: 200 },
  { host: "localhost", fetch: ["same-site"], status: 200 },
  { host: "localhost", fetch: ["none", "navigate", "document"], status: 200 },
  { host: "localhost", fetch: LINK, status: 200 },
  { host: "evil.example", fetch: LINK, status: 403 },
  { host: "localhost", origin: "http://evil.example", fetch: LINK, status: 403 },
  { host: "localhost", fetch: ["cross-site"], status: 403 },
  { host: "localhost", fetch: ["cross-site", "no-cors", "script"], status: 403 },
  { host: "localhost", fetch: ["cross-site", "no-cors", "image"], status: 403 },
  { host: "localhost", fetch: ["cross-site", "cors", "empty"], status: 403 },
  { host: "localhost", fetch: ["cross-site", "navigate", "iframe"], status: 403 },
  { host: "localhost", fetch: ["cross-site", "navigate", "object"], status: 403 },
  { host: "localhost", fetch: ["cross-site", "no-cors", "document"], status: 403 },
  { host: "localhost", fetch: ["something-new"], status: 403 },
];

/** The request's headers besides `Host`. */
export function headersOf({ origin, fetch }: HostCase): [name: string, value: string][] {
  const names = ["sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest"];
  const headers = (fetch ?? []).flatMap((value, n): [string, string][] =>
    value === undefined ? [] : [[names[n]!, value]]
  );
  return origin === undefined ? headers : [["origin", origin], ...headers];
}

/** The case in a test's name. */
export function titleOf(hostCase: HostCase): string {
  const { host, status } = hostCase;
  const rest = headersOf(hostCase).map(([name, value]) => `, ${name}: ${value}`).join("");
  return `${status} for ${host === undefined ? "no Host" : `Host: ${JSON.stringify(host)}`}${rest}`;
}
