#!/usr/bin/env python3
"""A micro:bit V1 as a serial port: QEMU running the official MicroPython, behind a pty at a UART's pace.

usage: microbit_board.py --qemu EXE --firmware HEX --folder DIR --link PATH [--strict-baud]

PATH becomes a symbolic link to the pty. DIR gets QEMU's control sockets: `qmp` (reset), `qtest` (pins, LED
matrix) and `gdb`. stdout tells `READY`, `OPEN <baud>`, `CLOSE`. EOF on stdin ends board and QEMU.

Why not `qemu -serial pty`: QEMU notices a client that opens its pty only once a second, and sends at the
host's speed, which hides what a board's small receive buffer loses.
"""

import argparse
import fcntl
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import time
import tty

BAUD = 115200
BYTES_PER_S = BAUD / 10
# linux/termios.h: struct termios2, and where its output speed stands. Asked on the master it tells what the
# client set.
TCGETS2 = 0x802C542A
TERMIOS2 = "IIIIB19sII"
OUTPUT_SPEED = 7
# A real receiver samples each bit's middle: about 4.5 % is what it forgives.
FORGIVEN = 0.045


def host_baud(master):
    return struct.unpack_from(TERMIOS2, fcntl.ioctl(master, TCGETS2, bytes(44)))[OUTPUT_SPEED]


def garbled(data):
    return bytes((byte * 0x5D + 0x81) & 0xFF for byte in data)


class Direction:
    """Bytes on their way through the wire, no faster than the wire is."""

    def __init__(self, write, limit):
        self.write, self.limit = write, limit
        self.waiting, self.sent_until = b"", time.monotonic()

    def has_room(self):
        return len(self.waiting) < self.limit

    def pass_on(self, now, damage):
        if not self.waiting:
            self.sent_until = now
            return
        count = min(len(self.waiting), int((now - self.sent_until) * BYTES_PER_S), 64)
        if count < 1:
            return
        data = self.waiting[:count]
        try:
            written = self.write(garbled(data) if damage else data)
        except BlockingIOError:
            written = 0
        except OSError:
            written = count  # nobody at the other end: a wire loses it
        # When this process did not get to run for a while, the wire does not make up for it.
        self.sent_until = max(self.sent_until + written / BYTES_PER_S, now - 0.005)
        self.waiting = self.waiting[written:]


def start_qemu(options):
    folder = options.folder
    return subprocess.Popen(
        # QEMU does not notice that its parent died.
        ["setpriv", "--pdeathsig", "KILL", options.qemu, "-M", "microbit", "-accel", "tcg"]
        + ["-device", f"loader,file={options.firmware}", "-display", "none", "-monitor", "none"]
        + ["-qmp", f"unix:{folder}/qmp,server=on,wait=off"]
        + ["-qtest", f"unix:{folder}/qtest,server=on,wait=off", "-qtest-log", "/dev/null"]
        + ["-gdb", f"unix:{folder}/gdb,server=on,wait=off"]
        + ["-serial", f"unix:{folder}/serial,server=on,wait=off"],
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
    )


def connect(path, qemu):
    for _ in range(1000):
        if qemu.poll() is not None:
            sys.exit("QEMU ended before it was ready")
        try:
            device = socket.socket(socket.AF_UNIX)
            device.connect(path)
            device.setblocking(False)
            return device
        except OSError:
            device.close()
            time.sleep(0.01)
    sys.exit(f"cannot connect to {path}")


def open_pty(link):
    master, slave = os.openpty()
    name = os.ttyname(slave)
    tty.setraw(slave)
    os.close(slave)  # so that poll() reports a hang-up until a client opens it
    os.set_blocking(master, False)
    temporary = f"{link}.{os.getpid()}"
    os.symlink(name, temporary)
    os.replace(temporary, link)  # a restart takes the place of the dead board's link
    return master


def run(options, device):
    master = open_pty(options.link)
    print("READY", flush=True)
    to_board = Direction(device.send, limit=4096)
    to_host = Direction(lambda data: os.write(master, data), limit=65536)
    opened = False
    poll = select.poll()
    for source in (master, device, sys.stdin):
        poll.register(source, select.POLLIN)
    while True:
        busy = to_board.waiting or to_host.waiting
        ready = dict(poll.poll(0 if busy else 5))
        if ready.get(0) and not os.read(0, 4096):
            return
        closed_now = bool(ready.get(master, 0) & select.POLLHUP)
        if opened == closed_now:
            opened = not closed_now
            print(f"OPEN {host_baud(master)}" if opened else "CLOSE", flush=True)
            if not opened:
                to_host.waiting = b""  # what is on its way to the board still arrives there
        if ready.get(master, 0) & select.POLLIN and to_board.has_room():
            try:
                to_board.waiting += os.read(master, 4096)
            except OSError:
                pass  # the client closed it just now
        if ready.get(device.fileno()) and to_host.has_room():
            data = device.recv(4096)
            if not data:
                return
            if opened:
                to_host.waiting += data
        wrong_speed = options.strict_baud and opened and abs(host_baud(master) / BAUD - 1) > FORGIVEN
        now = time.monotonic()
        to_board.pass_on(now, wrong_speed)
        to_host.pass_on(now, wrong_speed)
        if busy:
            time.sleep(0.0005)
        elif not opened:
            time.sleep(0.002)  # poll() returns at once while nobody has the pty open


def main():
    parser = argparse.ArgumentParser()
    for name in ("--qemu", "--firmware", "--folder", "--link"):
        parser.add_argument(name, required=True)
    parser.add_argument("--strict-baud", action="store_true")
    options = parser.parse_args()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C belongs to the test run, which closes stdin
    qemu = start_qemu(options)
    try:
        run(options, connect(f"{options.folder}/serial", qemu))
    finally:
        qemu.kill()
        qemu.wait()


if __name__ == "__main__":
    main()
