"""Times pyvisa-py against a SCPI server: answers each line with a line.

A question is the name of a function below, the server's port and how often. Answers are queries per
second, or milliseconds per block.
"""
import sys
import threading
import time

try:
    import numpy
    import pyvisa
    import pyvisa_py  # noqa: F401
except ImportError:
    sys.exit(
        "python3-pyvisa, python3-pyvisa-py or python3-numpy is missing: "
        "run 'sudo apt-get install -y python3-pyvisa python3-pyvisa-py python3-numpy'"
    )

manager = pyvisa.ResourceManager("@py")
instruments = {}


def opened(port, number):
    if (port, number) not in instruments:
        instrument = manager.open_resource(
            f"TCPIP::127.0.0.1::{port}::SOCKET", read_termination="\n", write_termination="\n"
        )
        instrument.timeout = 5000
        instruments[port, number] = instrument
    return instruments[port, number]


def asked(instrument, count):
    for _ in range(count):
        if float(instrument.query("MEAS:VOLT?")) != 1.2345:
            raise ValueError("not what was sent")


def query(port, count):
    instrument = opened(port, 0)
    asked(instrument, 50)
    start = time.perf_counter()
    asked(instrument, count)
    return count / (time.perf_counter() - start)


def threads_16(port, count):
    opens = [opened(port, number) for number in range(16)]
    threads = [
        threading.Thread(target=asked, args=(instrument, count // 16)) for instrument in opens
    ]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return count / (time.perf_counter() - start)


def block(port, count, question, datatype):
    instrument = opened(port, 0)
    start = time.perf_counter()
    for _ in range(count):
        values = instrument.query_binary_values(
            question, datatype=datatype, container=numpy.array, is_big_endian=False
        )
    took = time.perf_counter() - start
    if abs(values[7] - (7 if datatype == "h" else 0.007)) > 1e-3:
        raise ValueError("not what was sent")
    return 1e3 * took / count


def int16(port, count):
    return block(port, count, "CURV:I16?", "h")


def float32(port, count):
    return block(port, count, "CURV:F32?", "f")


print("ready", flush=True)
for line in sys.stdin:
    name, port, count = line.split()
    print(globals()[name](int(port), int(count)), flush=True)
