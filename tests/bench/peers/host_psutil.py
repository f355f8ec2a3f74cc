"""Times psutil: for each line with a number, reads so often and prints microseconds per read."""
import sys
import time

try:
    import psutil
except ImportError:
    sys.exit("python3-psutil is missing: run 'sudo apt-get install -y python3-psutil'")

psutil.cpu_percent()
print("ready", flush=True)
for line in sys.stdin:
    count = int(line)
    start = time.perf_counter()
    for _ in range(count):
        psutil.cpu_percent()
        psutil.virtual_memory()
    print((time.perf_counter() - start) / count * 1e6, flush=True)
