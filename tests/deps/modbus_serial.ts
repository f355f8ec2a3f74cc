// @ts-types="./modbus_serial.d.ts"
export { default as ModbusSerial } from "npm:modbus-serial@8.0.25";
