/** `10.0.0.5:5025`, and `[fe80::1]:5025`: as addresses, labels and Deno's flags have it. */
export function hostAndPort(hostname: string, port: number): string {
  return `${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`;
}
