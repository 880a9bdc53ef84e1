"""A stand-in for the module `microbit` on MicroPython's Unix port.

What the board would sense is read from the JSON file that MB_STATE names; what it would show is appended to
MB_STATE + ".log", one JSON list a line. Only what the protocol tests use is here.
"""

import json as _json
import os as _os
import time as _time

_STATE = _os.getenv("MB_STATE")


def _get(key, default):
    try:
        with open(_STATE) as file:
            return _json.load(file).get(key, default)
    except (OSError, ValueError):
        return default


def _log(*entry):
    with open(_STATE + ".log", "a") as file:
        file.write(_json.dumps(entry) + "\n")


def sleep(ms):
    _time.sleep_ms(int(ms))


def running_time():
    return _time.ticks_ms()


def temperature():
    return _get("temperature", 21)


class _Button:
    def __init__(self, name):
        self._name = name

    def is_pressed(self):
        return bool(_get(self._name, 0))


button_a, button_b = _Button("a"), _Button("b")


class _Accelerometer:
    def get_x(self):
        return _get("x", 0)

    def get_y(self):
        return _get("y", 0)

    def get_z(self):
        return _get("z", -1024)


accelerometer = _Accelerometer()


class _Pin:
    def read_digital(self):
        return 0


for _number in range(21):
    globals()["pin%d" % _number] = _Pin()


class Image:
    def __init__(self, text):
        self._text = text

    def __repr__(self):
        return "Image(%r)" % self._text


Image.HEART = Image("09090:99999:99999:09990:00900")
Image.HAPPY = Image("00000:09090:00000:90009:09990")


class _Display:
    def show(self, what, *_, **__):
        _log("show", what._text if isinstance(what, Image) else str(what))

    def scroll(self, text, *_, **__):
        _log("scroll", str(text))

    def clear(self):
        _log("clear")

    def set_pixel(self, x, y, brightness):
        _log("pixel", x, y, brightness)


display = _Display()


class _Uart:
    """The port the REPL talks on, as `microbit.uart` is before anybody calls its `init`."""

    def __init__(self):
        import select
        import sys

        self._in, self._out = sys.stdin.buffer, sys.stdout.buffer
        self._poll = select.poll()
        self._poll.register(sys.stdin, select.POLLIN)

    def any(self):
        return bool(self._poll.poll(0))

    def read(self, count):
        data = b""
        while len(data) < count and self.any():
            data += self._in.read(1)
        return data or None

    def write(self, data):
        self._out.write(data)


uart = _Uart()
