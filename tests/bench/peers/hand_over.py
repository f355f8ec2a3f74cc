"""Times Python's ways to hand samples from one thread to another: answers each line with a line.

A question is the name of a function below and how many samples; rates are in samples per second,
latencies in microseconds (median, 99th percentile, maximum).
"""
import asyncio
import queue
import sys
import threading
import time

clock = time.perf_counter


def in_thread(produce, consume):
    thread = threading.Thread(target=produce)
    start = clock()
    thread.start()
    consume()
    took = clock() - start
    thread.join()
    return took


def with_clock(count):
    handed = queue.Queue()

    def produce():
        for _ in range(count):
            handed.put((clock(), 1, 1.5))

    def consume():
        total = 0.0
        for _ in range(count):
            total += handed.get()[2]

    return count / in_thread(produce, consume)


def without_clock(count):
    handed = queue.Queue()

    def produce():
        for number in range(count):
            handed.put((number, 1, 1.5))

    def consume():
        total = 0.0
        for _ in range(count):
            total += handed.get()[2]

    return count / in_thread(produce, consume)


def lists_of_100(count):
    handed = queue.Queue()

    def produce():
        for _ in range(count // 100):
            handed.put([(clock(), 1, 1.5) for _ in range(100)])

    def consume():
        total = 0.0
        for _ in range(count // 100):
            for sample in handed.get():
                total += sample[2]

    return count / in_thread(produce, consume)


def acknowledged(count):
    handed, done = queue.Queue(), threading.Event()

    def produce():
        for _ in range(count):
            handed.put((clock(), 1, 1.5))
            done.wait()
            done.clear()

    def consume():
        total = 0.0
        for _ in range(count):
            total += handed.get()[2]
            done.set()

    return count / in_thread(produce, consume)


def acknowledged_asyncio(count):
    async def both():
        handed, done = asyncio.Queue(), asyncio.Event()

        async def consume():
            total = 0.0
            for _ in range(count):
                total += (await handed.get())[2]
                done.set()

        start = clock()
        consumer = asyncio.create_task(consume())
        for _ in range(count):
            await handed.put((clock(), 1, 1.5))
            await done.wait()
            done.clear()
        await consumer
        return count / (clock() - start)

    return asyncio.run(both())


def latency_at_1_khz(count):
    handed, late = queue.Queue(), []

    def produce():
        due = clock()
        for _ in range(count):
            due += 0.001
            left = due - clock()
            if left > 0:
                time.sleep(left)
            handed.put((clock(), 1, 1.5))

    def consume():
        for _ in range(count):
            sample = handed.get()
            late.append(clock() - sample[0])

    in_thread(produce, consume)
    late.sort()
    return [1e6 * late[round(share * (count - 1))] for share in (0.5, 0.99, 1)]


print("ready", flush=True)
for line in sys.stdin:
    name, count = line.split()
    answer = globals()[name](int(count))
    print(*(answer if isinstance(answer, list) else [answer]), flush=True)
