"""Answers questions about this computer with psutil: one line in, one line of JSON out.

"cpu SECONDS" measures for so long, then answers; "now" answers at once.
"""
import json
import sys

try:
    import psutil
except ImportError:
    sys.exit("Python has no psutil: run 'sudo apt-get install -y python3-psutil'")

for line in sys.stdin:
    question, *details = line.split()
    if question == "cpu":
        answer = {"cpu": psutil.cpu_percent(interval=float(details[0]))}
    else:
        memory, disk = psutil.virtual_memory(), psutil.disk_usage("/")
        answer = {
            "memory": memory.percent,
            "memory.total": memory.total,
            "disk": disk.percent,
            "cores": psutil.cpu_count(),
            "cpu.idle": psutil.cpu_times().idle,
        }
    print(json.dumps(answer), flush=True)
