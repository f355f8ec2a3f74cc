"""A Modbus TCP server of pymodbus: prints its port, and serves until the end of stdin.

Holding register n holds 3 n, input register n holds n, every third coil is on, every second discrete
input; there are 200 of each, and one unit, 1.
"""
import asyncio
import sys

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.device import ModbusDeviceIdentification
from pymodbus.server.async_io import ModbusTcpServer


async def main():
    unit = ModbusSlaveContext(
        co=ModbusSequentialDataBlock(0, [n % 3 == 0 for n in range(200)]),
        di=ModbusSequentialDataBlock(0, [n % 2 == 0 for n in range(200)]),
        hr=ModbusSequentialDataBlock(0, [3 * n for n in range(200)]),
        ir=ModbusSequentialDataBlock(0, list(range(200))),
        zero_mode=True,
    )
    identity = ModbusDeviceIdentification(
        info_name={"VendorName": "pymodbus", "ProductCode": "PM", "MajorMinorRevision": "3.0"}
    )
    context = ModbusServerContext(slaves={1: unit}, single=False)
    server = ModbusTcpServer(context, identity=identity, address=("127.0.0.1", 0))
    serving = asyncio.ensure_future(server.serve_forever())
    await server.serving
    print(server.server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    serving.cancel()


asyncio.run(main())
