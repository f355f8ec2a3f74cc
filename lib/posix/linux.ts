import type { Platform } from "./platform.ts";

/**
 * Linux on x86-64 and on arm64, which have the same numbers here. From the kernel's
 * include/uapi/asm-generic: errno-base.h, errno.h, fcntl.h, termbits.h, termbits-common.h, ioctls.h;
 * and include/uapi/linux: serial.h, tty_flags.h.
 */
export const LINUX: Platform = {
  library: "libc.so.6",
  variadicPadding: 0,
  pipe: "pipe2",
  folders: { suffix: "", nameAtByte: 19 },
  errnoSymbol: "__errno_location",
  errno: {
    1: "EPERM",
    2: "ENOENT",
    4: "EINTR",
    5: "EIO",
    6: "ENXIO",
    9: "EBADF",
    11: "EAGAIN",
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
    36: "ENAMETOOLONG",
    40: "ELOOP",
    71: "EPROTO",
    95: "EOPNOTSUPP",
    108: "ESHUTDOWN",
    110: "ETIMEDOUT",
  },

  O_NOCTTY: 0o400,
  O_NONBLOCK: 0o4000,
  O_CLOEXEC: 0o2000000,

  // struct termios2: four words, one byte for the line discipline, 19 characters, two speeds.
  termios: {
    get: 0x802c542a, // TCGETS2
    set: 0x402c542b, // TCSETS2
    sizeBytes: 44,
    wordBytes: 4,
    characters: { atByte: 17, count: 19 },
    speedsAtByte: 36,
    VTIME: 5,
    VMIN: 6,
    INPCK: 0x10,
    IXON: 0x400,
    IXOFF: 0x1000,
    CSIZE: 0x30,
    VSTART: 8,
    VSTOP: 9,
    CSTOPB: 0x40,
    CREAD: 0x80,
    PARENB: 0x100,
    PARODD: 0x200,
    CLOCAL: 0x800,
    CRTSCTS: 0x80000000,
    anySpeed: { mask: 0x100f_100f, value: 0x1000 }, // CBAUD and CIBAUD; BOTHER
  },

  TIOCEXCL: 0x540c,
  TIOCNXCL: 0x540d,
  TIOCMGET: 0x5415,
  TIOCMBIS: 0x5416,
  TIOCMBIC: 0x5417,
  TIOCSBRK: 0x5427,
  TIOCCBRK: 0x5428,
  TCIFLUSH: 0,
  serial: {
    TIOCGSERIAL: 0x541e,
    TIOCSSERIAL: 0x541f,
    sizeBytes: 72,
    flagsAtByte: 16,
    flag: 0x2000,
  },
};
