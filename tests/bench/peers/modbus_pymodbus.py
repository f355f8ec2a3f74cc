"""Times pymodbus against a Modbus TCP server: answers each line with a line.

A question is the server's port and how often ten holding registers are read; the answer is reads
per second.
"""
import sys
import time

try:
    from pymodbus.client import ModbusTcpClient
except ImportError:
    sys.exit(
        "python3-pymodbus or python3-serial-asyncio is missing: "
        "run 'sudo apt-get install -y python3-pymodbus python3-serial-asyncio'"
    )

clients = {}

print("ready", flush=True)
for line in sys.stdin:
    port, count = map(int, line.split())
    if port not in clients:
        clients[port] = ModbusTcpClient("127.0.0.1", port=port)
        clients[port].connect()
    start = time.perf_counter()
    for _ in range(count):
        registers = clients[port].read_holding_registers(0, 10, slave=1).registers
        if registers[3] != 9:
            raise ValueError("not what was sent")
    print(count / (time.perf_counter() - start), flush=True)
