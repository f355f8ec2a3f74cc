"""Holds a serial port with pyserial, as told on standard input; answers each line with one.

    open PATH BAUDRATE STOPBITS   -> "open", or what went wrong
    write HEX                     -> "written"
    read COUNT                    -> what came, in hex
    line                          -> one line, in hex
    close                         -> "closed"
"""
import sys

try:
    import serial
except ImportError:
    sys.exit("python3-serial is missing: run 'sudo apt-get install -y python3-serial'")

port = None


def answer(command, *args):
    global port
    if command == "open":
        path, baudrate, stopbits = args
        port = serial.Serial(
            path, int(baudrate), stopbits=int(stopbits), timeout=20, write_timeout=20, exclusive=True
        )
        return "open"
    if command == "write":
        port.write(bytes.fromhex(args[0]))
        port.flush()
        return "written"
    if command == "read":
        return port.read(int(args[0])).hex()
    if command == "line":
        return port.readline().hex()
    if command == "close":
        port.close()
        return "closed"
    raise ValueError(command)


for line in sys.stdin:
    try:
        print(answer(*line.split()), flush=True)
    except serial.SerialException as error:
        print(f"refused: {error}".replace("\n", " "), flush=True)
