// What the benches use of `modbus-serial`; its own types are those of another kind of module.
export default class ModbusSerial {
  connectTCP(hostname: string, options: { readonly port: number }): Promise<void>;
  setID(unit: number): void;
  setTimeout(ms: number): void;
  readHoldingRegisters(start: number, count: number): Promise<{ readonly data: number[] }>;
  close(onClosed: () => void): void;
}
