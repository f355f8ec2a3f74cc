"""A Modbus TCP client of pymodbus: does everything once at a port, and prints what it got as JSON."""
import json
import sys

from pymodbus.client import ModbusTcpClient
from pymodbus.mei_message import ReadDeviceInformationRequest

client = ModbusTcpClient("127.0.0.1", port=int(sys.argv[1]))
client.connect()
unit = {"slave": 1}
got = {
    "holding": client.read_holding_registers(0, 10, **unit).registers,
    "input": client.read_input_registers(5, 3, **unit).registers,
    "coils": client.read_coils(0, 10, **unit).bits[:10],
    "discrete": client.read_discrete_inputs(0, 3, **unit).bits[:3],
}
client.write_register(20, 65535, **unit)
client.write_registers(21, [1, 2, 3], **unit)
client.write_coil(30, True, **unit)
client.write_coils(31, [True, False, True], **unit)
client.mask_write_register(address=20, and_mask=0x00FF, or_mask=0x1200, **unit)
got["written"] = client.read_holding_registers(20, 4, **unit).registers
got["coilsWritten"] = client.read_coils(30, 4, **unit).bits[:4]
got["readWrite"] = client.readwrite_registers(
    read_address=40, read_count=2, write_address=40, write_registers=[7, 8], **unit
).registers
got["refused"] = client.read_holding_registers(60000, 1, **unit).exception_code
information = client.execute(ReadDeviceInformationRequest(read_code=1, unit=1)).information
got["identity"] = {str(name): text.decode() for name, text in information.items()}
client.close()
print(json.dumps(got))
