"""What desflow 0.25 (a Python library of simulations that can be steered while they run) makes of the same messages through the
same kind of broker; prints Markdown. By scripts/benchmark-live beside the twin, in one run:

    python Benchmarks/peer-live.py PROGRAM

needs `pip install 'desflow[kafka]==0.25.0'`. Measured is the time from a producer's send to the new value in the registry of the
running simulation, by its own Kafka ingress with its own settings but `auto_offset_reset` and a fetch wait of 1 ms as the twin has.
"""

import asyncio
import json
import signal
import subprocess
import sys
import threading
import time

from aiokafka import AIOKafkaProducer
from desflow import DynamicRealtimeEnvironment, KafkaIngress
from desflow.models.params import SimParameter

TOPIC = "vitals"


def simulate(broker, wanted, seconds):
    """A simulation that follows the topic; returns when which value came, by value."""
    env = DynamicRealtimeEnvironment(factor=1.0, strict=False)
    env.registry.register_sim_parameter(SimParameter(sim_id="Heart", variables={"rate": -1}))
    env.setup_ingress([KafkaIngress(
        topic=TOPIC, bootstrap_servers=broker, auto_offset_reset="earliest", fetch_max_wait_ms=1)])
    seen = {}
    update = env.registry.update

    def note(path, value):
        update(path, value)
        seen[value] = time.monotonic()
    env.registry.update = note

    def work():
        while len(seen) < wanted and env.now < seconds:
            yield env.timeout(0.01)
    env.run(until=env.process(work()))
    env.teardown_ingress()
    return seen


def send(broker, count, rate, sent, ready):
    """Sends values by number; rate None: as fast as it goes."""
    async def run():
        producer = AIOKafkaProducer(bootstrap_servers=broker, linger_ms=1)
        await producer.start()
        ready.wait()
        await asyncio.sleep(2)
        begin = time.monotonic()
        for number in range(count):
            if rate:
                await asyncio.sleep(max(0, begin + number / rate - time.monotonic()))
            sent[number] = time.monotonic()
            await producer.send(TOPIC, json.dumps({"path": "Heart.variables.rate", "value": number}).encode(), partition=0)
        await producer.flush()
        await producer.stop()
    asyncio.run(run())


def measure(program, count, rate, seconds):
    broker = subprocess.Popen([program, "live", "broker"], stdout=subprocess.PIPE, text=True)
    try:
        address = broker.stdout.readline().strip()
        sent, ready = {}, threading.Event()
        sender = threading.Thread(target=send, args=(address, count, rate, sent, ready))
        sender.start()
        ready.set()
        seen = simulate(address, count, seconds)
        sender.join()
    finally:
        broker.send_signal(signal.SIGTERM)
        broker.wait(timeout=20)
    return sent, seen


def main(program):
    print("## desflow 0.25.0 in the same run\n")
    print("| messages/s | p50 | p99 | of those sent arrived |\n|---|---|---|---|")
    for rate in (50, 1000, 5000):
        count = 10 * rate
        sent, seen = measure(program, count, rate, 25)
        late = sorted(1000 * (seen[k] - sent[k]) for k in seen if k in sent)
        if late:
            print(f"| {rate} | {late[len(late) // 2]:.1f} ms | {late[int(0.99 * len(late))]:.1f} ms | {len(late)} of {count} |")
        else:
            print(f"| {rate} | – | – | 0 of {count} |")
    count = 100_000
    sent, seen = measure(program, count, None, 60)
    if seen:
        span = max(seen.values()) - min(sent.values())
        print(f"\nAs fast as its producer sends: {len(seen)} of {count} in {span:.1f} s, {len(seen) / span:.0f}/s.")


if __name__ == "__main__":
    main(sys.argv[1])
