/** A rig that is right, with every field that a file can have. */
export const VESSEL_YAML = `\
name: vessel
everyMs: 1s
instruments:
  dmm:
    kind: scpi
    address: TCPIP::10.0.0.7::5025::SOCKET
    startup: error
    expectIdn: "34461A"
    errors: after-all
    init: ["FORM REAL", "*CLS"]
    replyTimeoutMs: 2s
  plc: { kind: modbus, address: "tcp://10.0.0.8:502", unit: 1, framing: rtu, byteOrder: CDAB }
  gps: { kind: nmea, address: "serial:///dev/ttyUSB0?baudRate=4800" }
  ino: { kind: lines, address: "serial:///dev/ttyACM0?baudRate=115200" }
channels:
  vessel.pressure:
    instrument: plc
    input: 0
    type: float32
    unit: bar
    everyMs: 250ms
    timeoutMs: 4s
    scale: 0.1
    offset: -1
    critical: true
    retry: { max: 2 }
    backup: vessel.pressure2
    staleAfterMs: 5s
    limits:
      range: [0, 16]
      maxRatePerS: 5
      stuck: { afterMs: 1min, deadband: 0.1 }
      readTwice: { within: 0.5 }
      alarm:
        { high: 12, highWarning: 11, lowWarning: 2, low: 1, hysteresis: 0.5, delayMs: 500ms }
  vessel.pressure2: { instrument: plc, holding: "40003", type: float32, unit: bar }
  vessel.temperature:
    instrument: dmm
    question: "MEAS:TEMP?"
    unit: degC
    hold: { by: trend, maxAgeMs: 5s, maxUncertainty: 3, maxRatePerS: 1 }
  door: { instrument: plc, coil: "00001" }
  window: { instrument: plc, discrete: 7, hold: { maxAgeMs: 1s } }
  height: { instrument: gps, gps: altitude }
  humidity: { instrument: ino, field: h, unit: "%" }
  load: { host: cpu, everyMs: 1000 }
  wave: { signal: sine }
interlocks:
  overpressure:
    channel: vessel.pressure
    suspendAbove: 13
    resumeBelow: 11
    then: safe
  cold: { channel: vessel.temperature, suspendBelow: -5, resumeAbove: 0, then: report }
safe:
  - { name: vent open, instrument: plc, coil: 3, value: true, timeoutMs: 2s }
  - { name: pump off, instrument: plc, holding: "40001", value: 0 }
  - { name: heater off, instrument: dmm, command: OUTP OFF, readBack: "OUTP?", expect: "0" }
safeTimeoutMs: 10s
`;
