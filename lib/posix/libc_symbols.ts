import type { Platform } from "./platform.ts";

/** The C library, with the functions that the binding calls. */
export type LoadedLibc = Deno.DynamicLibrary<ReturnType<typeof symbolsOf>>;

/** Loads the C library. What Deno throws, it throws. */
export function loadLibc(platform: Platform): LoadedLibc {
  return Deno.dlopen(platform.library, symbolsOf(platform));
}

/** A name with `Later` runs on a thread of Deno's pool; every other call is over at once. */
function symbolsOf({ pipe, folders, errnoSymbol, variadicPadding }: Platform) {
  const padding = Array<"u64">(variadicPadding).fill("u64");
  const ioctl = ["i32", "u64", ...padding, "buffer"] as unknown as ["i32", "u64", "buffer"];
  return {
    open: { parameters: ["buffer", "i32"], result: "i32" },
    closeLater: { name: "close", parameters: ["i32"], result: "i32", nonblocking: true },
    close: { parameters: ["i32"], result: "i32" },
    read: { parameters: ["i32", "buffer", "usize"], result: "i32" }, // never as much as 2 GiB
    write: { parameters: ["i32", "buffer", "usize"], result: "i32" },
    poll: { parameters: ["pointer", "usize", "i32"], result: "i32" },
    pollLater: {
      name: "poll",
      parameters: ["pointer", "usize", "i32"],
      result: "i32",
      nonblocking: true,
    },
    malloc: { parameters: ["usize"], result: "pointer" },
    free: { parameters: ["pointer"], result: "void" },
    pipe: { name: pipe, parameters: ["buffer", "i32"], result: "i32" },
    ioctl: { parameters: ioctl, result: "i32" },
    flock: { parameters: ["i32", "i32"], result: "i32" },
    tcflush: { parameters: ["i32", "i32"], result: "i32" },
    posix_openpt: { parameters: ["i32"], result: "i32" },
    grantpt: { parameters: ["i32"], result: "i32" },
    unlockpt: { parameters: ["i32"], result: "i32" },
    ptsname_r: { parameters: ["i32", "buffer", "usize"], result: "i32" },
    access: { parameters: ["buffer", "i32"], result: "i32" },
    realpath: { parameters: ["buffer", "buffer"], result: "pointer" },
    opendir: { name: `opendir${folders.suffix}`, parameters: ["buffer"], result: "pointer" },
    readdir: { name: `readdir${folders.suffix}`, parameters: ["pointer"], result: "pointer" },
    closedir: { parameters: ["pointer"], result: "i32" },
    errno: { name: errnoSymbol, parameters: [], result: "pointer" },
  } as const;
}
