/** How much one request may ask for or carry (Modbus Application Protocol V1.1b3, clause 6). */
export const LIMITS = {
  /** Coils or discrete inputs in a read (functions 1, 2). */
  readBits: 2_000,
  /** Registers in a read (functions 3, 4 and the read half of 23). */
  readRegisters: 125,
  /** Coils in a write (function 15). */
  writeBits: 1_968,
  /** Registers in a write (function 16). */
  writeRegisters: 123,
  /** Registers in the write half of function 23. */
  readWriteRegisters: 121,
  /** Addresses of a table: 0 to 65535. */
  addresses: 0x1_0000,
  /** The function code and its data, in bytes. */
  pduBytes: 253,
} as const;
