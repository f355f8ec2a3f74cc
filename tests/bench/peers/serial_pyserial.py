"""Times pyserial on a serial port: answers each line with a line.

A question is the name of a function below, n of the port /dev/pts/n, and how often or how many bytes.
Answers are questions or lines per second.
"""
import sys
import time

try:
    import serial
except ImportError:
    sys.exit("python3-serial is missing: run 'sudo apt-get install -y python3-serial'")


def ping(port, count):
    start = time.perf_counter()
    for _ in range(count):
        port.write(b"PING\n")
        if float(port.readline()) != 1.2345:
            raise ValueError("not what was sent")
    return count / (time.perf_counter() - start)


def readline(port, size):
    start = time.perf_counter()
    port.write(f"BURST {size}\n".encode())
    lines = sum(len(port.readline()) == 16 for _ in range(size // 16))
    return lines / (time.perf_counter() - start)


def in_waiting(port, size):
    start = time.perf_counter()
    port.write(f"BURST {size}\n".encode())
    received = lines = 0
    while received < size:
        data = port.read(port.in_waiting or 1)
        received += len(data)
        lines += data.count(b"\n")
    return lines / (time.perf_counter() - start)


print("ready", flush=True)
for line in sys.stdin:
    name, number, count = line.split()
    with serial.Serial(f"/dev/pts/{number}", 115200, timeout=5) as port:
        print(globals()[name](port, int(count)), flush=True)
