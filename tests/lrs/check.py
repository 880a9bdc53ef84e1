#!/usr/bin/env python3
"""Holds LaRS to what docs/city-scale.md says of it: what it answers, that what is stored comes out again, and that it is erased.

    tests/lrs/with tests/lrs/check.py
"""
import copy
import gzip
import json
import os
import pathlib
import random
import subprocess
import unittest
import urllib.error
import urllib.request

import export
import load

ENDPOINT, KEY, DATABASE = (os.environ[f"DIGILAB_{name}"] for name in ("LRS", "LRS_KEY", "LRS_DATABASE"))
ERASE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "city-scale-erase.sql"
NOBODY = "Basic bm9ib2R5Om5vYm9keQ=="


def call(path, body=None, key=KEY, headers=()):
    """A request's status and text."""
    headers = {"Authorization": key, "Content-Type": "application/json", "X-Experience-API-Version": "2.0.0",
               **dict(headers)}
    data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    try:
        with urllib.request.urlopen(urllib.request.Request(ENDPOINT + path, data, headers)) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def post(statements, **more):
    return call("statements", statements, **more)[0]


def exported():
    return [statement for page in export.pages(ENDPOINT, KEY, limit=7) for statement in page]


def sql(text):
    return subprocess.check_output(["psql", "-At", DATABASE, "-c", text], text=True).strip()


def erase(what):
    subprocess.run(["psql", "-q", DATABASE, "-v", what, "-f", ERASE], check=True, stdout=subprocess.DEVNULL)


class Lars(unittest.TestCase):
    def setUp(self):
        erase("before=2100-01-01")
        self.statements = list(load.session(random.Random(self.id()), 17))
        self.ids = [statement["id"] for statement in self.statements]

    def test_what_came_comes_out(self):
        self.assertEqual(call("statements", self.statements), (200, json.dumps(self.ids, separators=(",", ":"))))
        # The order is the store's, of a time of its own.
        out = {statement.pop("id"): statement for statement in exported()}
        self.assertEqual(set(out), set(self.ids))
        for statement in copy.deepcopy(self.statements):
            stored = out[statement.pop("id")]
            del stored["stored"], stored["authority"]
            if statement["verb"]["id"].endswith("terminated"):
                # It writes durations in its own way.
                self.assertEqual(statement["result"].pop("duration"), "PT1140S")
                self.assertEqual(stored["result"].pop("duration"), "PT19M")
            self.assertEqual(stored, statement)
        by_sql = sql("SELECT exact FROM statement WHERE exact IS NOT NULL AND NOT voided").splitlines()
        self.assertEqual({json.loads(line)["id"] for line in by_sql}, set(self.ids))

    def test_what_comes_twice_is_stored_once(self):
        self.assertEqual(post(self.statements[:10]), 200)
        self.assertEqual(post(self.statements[:10]), 204)
        self.assertEqual(call("statements", self.statements), (200, json.dumps(self.ids[10:], separators=(",", ":"))))
        self.assertEqual(len(exported()), 20)

    def test_a_batch_with_a_mistake_is_refused_whole(self):
        wrong = copy.deepcopy(self.statements)
        wrong[7]["verb"]["id"] = "passed"
        self.assertEqual(post(wrong), 400)
        self.assertEqual(exported(), [])
        self.assertEqual(post(self.statements[:1]), 200)
        other = copy.deepcopy(self.statements)
        other[0]["object"]["id"] += "-other"
        self.assertEqual(post(list(reversed(other))), 409)
        self.assertEqual(len(exported()), 1)

    def test_a_wrong_key_is_told_when_statements_are_read_but_not_when_they_are_sent(self):
        self.assertEqual(call("statements?limit=1", key=NOBODY)[0], 401)
        self.assertEqual(post(self.statements, key=NOBODY), 400)
        self.assertEqual(exported(), [])

    def test_other_refusals(self):
        self.assertEqual(post(self.statements, headers={"X-Experience-API-Version": "1.0.3"}), 400)
        compressed = gzip.compress(json.dumps(self.statements).encode())
        self.assertEqual(post(compressed, headers={"Content-Encoding": "gzip"}), 400)
        self.assertEqual(post(b" " * (2 << 20) + b"[]"), 413)

    def test_one_actor_is_erased_and_nothing_else(self):
        others = list(load.session(random.Random("others"), 18))
        self.assertEqual(post(self.statements + others), 200)
        erase(f"actor={self.statements[0]['actor']['account']['name']}")
        self.assertEqual({statement["id"] for statement in exported()}, {statement["id"] for statement in others})
        self.assertEqual(rows(), [20, 20, 20, 20, 11, 1, 1, 1])
        # What was erased can come again: from a device that did not know.
        self.assertEqual(post(self.statements), 200)

    def test_what_is_older_is_erased(self):
        statements = copy.deepcopy(self.statements)
        for statement in statements[:6]:
            # In Helsinki it is the day after.
            statement["timestamp"] = "2026-06-30T21:00:00.000Z"
        for statement in statements[6:]:
            statement["timestamp"] = "2026-06-30T20:59:59.999Z"
        self.assertEqual(post(statements), 200)
        erase("before=2026-07-01")
        self.assertEqual({statement["id"] for statement in exported()}, set(self.ids[:6]))
        erase("before=2026-07-02")
        self.assertEqual(rows(), [0] * 8)


def rows():
    """How many rows the lab's statements have in each table; two actors are LaRS's own."""
    tables = ["statement", "obj_activity", "context", "ctx_activities", "result"]
    own = {"actor": 2, "ifi": 2, "actor_ifi": 2}
    return [int(sql(f"SELECT count(*) FROM {table}")) for table in tables] + [
        int(sql(f"SELECT count(*) FROM {table}")) - count for table, count in own.items()]


if __name__ == "__main__":
    unittest.main()
