#!/usr/bin/env python3
"""The indicators over a store's statements, by docs/city-scale.sql in DuckDB: one JSON object.

    $DIGILAB_DUCKDB tests/lrs/indicators.py STATEMENTS.jsonl FIRST_DAY LAST_DAY [SCHOOL]
"""
import json
import pathlib
import sys

import duckdb

SQL = pathlib.Path(__file__).resolve().parents[2] / "docs" / "city-scale.sql"


def indicators(statements, first_day, last_day, school=None):
    with duckdb.connect() as database:
        asked = {"statements": statements, "first_day": first_day, "last_day": last_day, "school": school}
        for name, value in asked.items():
            # A variable takes no parameter.
            text = "NULL" if value is None else "'" + value.replace("'", "''") + "'"
            database.execute(f"SET VARIABLE {name} = {text}")
        counted = database.execute(SQL.read_text(encoding="utf-8"))
        names = [column[0] for column in counted.description]
        return dict(zip(names, counted.fetchone()))


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    print(json.dumps(indicators(*sys.argv[1:])))
