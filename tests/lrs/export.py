#!/usr/bin/env python3
"""Writes the statements of a Learning Record Store as lines of JSON, through the standard's GET /statements.

    export DIGILAB_LRS=https://lrs.example.fi/ DIGILAB_LRS_KEY='Basic …'
    tests/lrs/export.py [--since 2026-11-24T00:00:00Z] [--until 2026-11-25T00:00:00Z] >statements.jsonl

`since` and `until` are the times at which statements were stored. Needs nothing but Python's own library.
"""
import argparse
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

TRIES = 5


def pages(endpoint, key, since=None, until=None, limit=500):
    """Each page's statements, the oldest first."""
    asked = {"ascending": "true", "limit": limit, "since": since, "until": until}
    asked = urllib.parse.urlencode({name: value for name, value in asked.items() if value})
    address = urllib.parse.urljoin(endpoint, "statements") + "?" + asked
    while address:
        # The key goes to no other host, whatever a store answers.
        if urllib.parse.urlsplit(address)[:2] != urllib.parse.urlsplit(endpoint)[:2]:
            raise SystemExit(f"export.py: the store goes on elsewhere, at {address}")
        page = fetch(address, key)
        yield page["statements"]
        address = page.get("more") and urllib.parse.urljoin(address, page["more"])


def fetch(address, key):
    request = urllib.request.Request(address, headers={"Authorization": key, "X-Experience-API-Version": "2.0.0"})
    for attempt in range(1, TRIES + 1):
        try:
            with urllib.request.urlopen(request, timeout=300) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            if error.code < 500 or attempt == TRIES:
                raise SystemExit(f"export.py: {error.code} {error.read()[:500].decode(errors='replace')}") from None
        except urllib.error.URLError as error:
            if attempt == TRIES:
                raise SystemExit(f"export.py: {error.reason}") from None
        time.sleep(2**attempt)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--since")
    parser.add_argument("--until")
    parser.add_argument("--limit", type=int, default=500)
    asked = parser.parse_args()
    count = 0
    endpoint, key = os.environ["DIGILAB_LRS"], os.environ["DIGILAB_LRS_KEY"]
    for statements in pages(endpoint, key, asked.since, asked.until, asked.limit):
        for statement in statements:
            sys.stdout.write(json.dumps(statement, separators=(",", ":"), ensure_ascii=False) + "\n")
        count += len(statements)
    print(f"{count} statements", file=sys.stderr)


if __name__ == "__main__":
    main()
