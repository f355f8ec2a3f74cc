"""Times RxPY, and plain generators: map, sliding window of ten, mean. Answers in values per second.

A question is the name of a function below and how many values.
"""
import sys
import time
from collections import deque

try:
    import rx
    from rx import operators as ops
except ImportError:
    sys.exit("python3-rx is missing: run 'sudo apt-get install -y python3-rx'")


def mean(values):
    return sum(values) / len(values)


def timed(count, job):
    start = time.perf_counter()
    job()
    return count / (time.perf_counter() - start)


def rxpy(count):
    total = [0.0]

    def add(value):
        total[0] += value

    windows = rx.range(0, count).pipe(
        ops.map(lambda value: value * 2.0), ops.buffer_with_count(10, 1), ops.map(mean)
    )
    return timed(count, lambda: windows.subscribe(add))


def generators(count):
    def means(values):
        window = deque(maxlen=10)
        for value in values:
            window.append(value)
            if len(window) == 10:
                yield sum(window) / 10

    return timed(count, lambda: sum(means(value * 2.0 for value in range(count))))


print("ready", flush=True)
for line in sys.stdin:
    name, count = line.split()
    print(globals()[name](int(count)), flush=True)
