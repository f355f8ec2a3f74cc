/** A serial port of this computer. What is not known of it is left out. */
export interface SerialPortInfo {
  /** What to open, such as `/dev/ttyUSB0`. It may be another one after the next start. */
  readonly path: string;
  /** What to open that stays the same, such as `/dev/serial/by-id/usb-FTDI_FT232R_A50285BI-if00`. */
  readonly byIdPath?: string;
  /** The kernel's driver, such as `ftdi_sio`. */
  readonly driver?: string;
  /** USB: who made it, such as 0x0403. */
  readonly usbVendorId?: number;
  /** USB: what it is, such as 0x6001. */
  readonly usbProductId?: number;
  /** USB: which one it is. */
  readonly serialNumber?: string;
  /** USB: its maker's name. */
  readonly manufacturer?: string;
  /** USB: its name. */
  readonly product?: string;
  /** Why it cannot be opened, or not be looked at. */
  readonly problem?: string;
}
