#!/usr/bin/env python3
"""A city's day on a store on this machine: how fast it takes statements from many clients at once.

    tests/lrs/with tests/lrs/load.py [--devices 2200] [--batch 100] [--clients 8]

Each device has one session of 20 statements. With --batch 20 each device sends for itself; with more, several are behind one
client, as after a school's network was down. What a store answers with a mistake of its own (5xx) is sent again, as the lab does.
"""
import argparse
import http.client
import json
import os
import queue
import random
import sys
import threading
import time
import urllib.parse
import uuid

LAB = "https://w3id.org/xapi/digilab"
VERBS = "http://adlnet.gov/expapi/verbs/"
TYPES = {
    "lab": "http://activitystrea.ms/schema/1.0/application",
    "lesson": "http://adlnet.gov/expapi/activities/lesson",
    "step": "http://id.tincanapi.com/activitytype/step",
    "run": "http://activitystrea.ms/schema/1.0/event",
}
TRIES = 5


def moment(minute):
    return f"2026-11-24T{8 + minute // 60:02}:{minute % 60:02}:00.000Z"


def session(chance, number):
    """One device's day: 20 statements."""
    actor, registration = (str(uuid.UUID(int=chance.getrandbits(128), version=4)) for _ in range(2))
    extension = {f"{LAB}/extensions/{name}": value for name, value in (
        ("is-pseudonym", False), ("persons-per-seat", 1), ("school", f"school-{number % 60}"))}
    begin = chance.randrange(300)
    happened = [("initialized", "lab", "lab", None), ("initialized", "lesson/door-counter", "lesson",
                                                      {"extensions": {f"{LAB}/extensions/is-ai": False}})]
    for step in range(1, 9):
        happened.append(("attempted", f"lesson/door-counter/{step}", "step", None))
        happened.append(("completed", "run", "run", {"success": True, "duration": "PT1.5S", "extensions": {
            f"{LAB}/extensions/outcome": "done", f"{LAB}/extensions/family": "microbit",
            f"{LAB}/extensions/is-simulated": True}}))
    happened.append(("completed", "lesson/door-counter", "lesson", {"completion": True}))
    happened.append(("terminated", "lab", "lab", {"duration": "PT1140S", "extensions": {
        f"{LAB}/extensions/last-activity": moment(begin + 19)}}))
    for sequence, (verb, object_, type_, result) in enumerate(happened):
        statement = {
            "id": str(uuid.uuid5(uuid.UUID(registration), str(sequence))),
            "timestamp": moment(begin + sequence),
            "actor": {"objectType": "Agent", "account": {"homePage": f"{LAB}/actors", "name": actor}},
            "verb": {"id": VERBS + verb, "display": {"en": verb}},
            "object": {"objectType": "Activity", "id": f"{LAB}/activities/{object_}",
                       "definition": {"type": TYPES[type_]}},
            "context": {
                "registration": registration,
                "contextActivities": {"category": [{"id": LAB}]},
                "extensions": {f"{LAB}/extensions/sequence": sequence, **extension},
            },
        }
        if result:
            statement["result"] = result
        yield statement


def client(address, batches, took, failed):
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=60)
    headers = {"Authorization": os.environ["DIGILAB_LRS_KEY"], "Content-Type": "application/json",
               "X-Experience-API-Version": "2.0.0"}
    while True:
        try:
            body = batches.get_nowait()
        except queue.Empty:
            return
        for attempt in range(1, TRIES + 1):
            begin = time.monotonic()
            connection.request("POST", address.path + "statements", body, headers)
            response = connection.getresponse()
            text = response.read()
            took.append(time.monotonic() - begin)
            if response.status in (200, 204):
                break
            failed.append(f"{response.status} {text[:200].decode(errors='replace')}")
            if response.status < 500 or attempt == TRIES:
                raise SystemExit(f"refused: {failed[-1]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in (("devices", 2200), ("batch", 100), ("clients", 8), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=value)
    asked = parser.parse_args()
    address = urllib.parse.urlsplit(os.environ["DIGILAB_LRS"])
    if address.hostname != "127.0.0.1":
        sys.exit("load.py: only for a store on this machine")
    chance = random.Random(asked.seed)
    statements = [one for number in range(asked.devices) for one in session(chance, number)]
    batches = queue.SimpleQueue()
    for begin in range(0, len(statements), asked.batch):
        batches.put(json.dumps(statements[begin:begin + asked.batch], separators=(",", ":")))
    took, failed = [], []
    clients = [threading.Thread(target=client, args=(address, batches, took, failed)) for _ in range(asked.clients)]
    begin = time.monotonic()
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    seconds = time.monotonic() - begin
    took.sort()
    print(f"{len(statements)} statements in batches of {asked.batch} from {asked.clients} clients: {seconds:.1f} s, "
          f"{len(statements) / seconds:.0f} a second; a batch took {took[len(took) // 2] * 1000:.0f} ms, "
          f"95 of 100 at most {took[len(took) * 95 // 100] * 1000:.0f} ms; sent again: {len(failed)}")
    for text in sorted(set(text[:120] for text in failed)):
        print(f"  {text}")


if __name__ == "__main__":
    main()
