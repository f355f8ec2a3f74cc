import type { Platform } from "./platform.ts";

/**
 * macOS on Intel or Apple silicon. Written from Apple's headers sys/{errno,fcntl,termios,ttycom,dirent}.h and
 * IOKit/serial/ioss.h, and never run: nobody here has such a machine.
 */
export function darwin(arch: string): Platform {
  const onApple = arch === "aarch64";
  return {
    library: "libSystem.B.dylib",
    variadicPadding: onApple ? 6 : 0, // two named arguments, and six more fill the registers
    pipe: "pipe",
    folders: { suffix: onApple ? "" : "$INODE64", nameAtByte: 21 },
    errnoSymbol: "__error",
    errno: {
      1: "EPERM",
      2: "ENOENT",
      4: "EINTR",
      5: "EIO",
      6: "ENXIO",
      9: "EBADF",
      12: "ENOMEM",
      13: "EACCES",
      16: "EBUSY",
      19: "ENODEV",
      20: "ENOTDIR",
      21: "EISDIR",
      22: "EINVAL",
      23: "ENFILE",
      24: "EMFILE",
      25: "ENOTTY",
      28: "ENOSPC",
      30: "EROFS",
      32: "EPIPE",
      35: "EAGAIN",
      45: "ENOTSUP",
      60: "ETIMEDOUT",
      62: "ELOOP",
      63: "ENAMETOOLONG",
    },

    O_NOCTTY: 0x20000,
    O_NONBLOCK: 0x4,
    O_CLOEXEC: 0x1000000,

    termios: {
      get: 0x40487413, // TIOCGETA
      set: 0x80487414, // TIOCSETA
      sizeBytes: 72,
      wordBytes: 8,
      characters: { atByte: 32, count: 20 },
      speedsAtByte: 56,
      VMIN: 16,
      VTIME: 17,
      INPCK: 0x10,
      IXON: 0x200,
      IXOFF: 0x400,
      CSIZE: 0x300,
      VSTART: 12,
      VSTOP: 13,
      CSTOPB: 0x400,
      CREAD: 0x800,
      PARENB: 0x1000,
      PARODD: 0x2000,
      CLOCAL: 0x8000,
      CRTSCTS: 0x30000,
      anySpeed: { mask: 0, value: 0 },
    },
    IOSSIOSPEED: 0x80085402,

    TIOCEXCL: 0x2000740d,
    TIOCNXCL: 0x2000740e,
    TIOCMGET: 0x4004746a,
    TIOCMBIS: 0x8004746c,
    TIOCMBIC: 0x8004746b,
    TIOCSBRK: 0x2000747b,
    TIOCCBRK: 0x2000747a,
    TCIFLUSH: 1,
  };
}
