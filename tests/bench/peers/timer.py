"""Times Python's `threading.Timer`, armed again in each call, against an ideal grid.

A question is a period in ms and a number of ticks. The answer: how many ticks came in that time,
then how late each was, in microseconds.
"""
import sys
import threading
import time

clock = time.perf_counter
print("ready", flush=True)
for line in sys.stdin:
    period, ticks = (float(word) for word in line.split())
    period /= 1e3
    times, over = [], threading.Event()
    start = clock()

    def arm():
        timer = threading.Timer(period, tick)
        timer.daemon = True
        timer.start()

    def tick():
        times.append(clock())
        if clock() - start < ticks * period:
            arm()
        else:
            over.set()

    arm()
    over.wait()
    kept = [at for at in times if at - start <= (ticks + 1) * period]
    late = [1e6 * (at - start - (i + 1) * period) for i, at in enumerate(times)]
    print(len(kept), *late, flush=True)
