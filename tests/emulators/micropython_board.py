#!/usr/bin/env python3
"""A current MicroPython (its Unix port) as a serial board on a pty: friendly, paste, raw and raw-paste REPL.

usage: micropython_board.py --micropython EXE --link PATH [--reset-on-open]

PATH becomes a symbolic link to the pty. stdout tells `READY`, `OPEN`, `CLOSE`; `reset` on stdin restarts the
interpreter; EOF ends it. The module `microbit` is a stub whose state is the JSON file named by MB_STATE.

The client's pty is raw. Behind it stands a second one with signals on, so that byte 03 becomes the SIGINT
that the Unix port waits for. Ctrl-D on an empty line ends the Unix port; it is started again at once, which
looks like a board's soft reset (without its words).
"""

import argparse
import os
import pty
import select
import signal
import sys
import termios
import time
import tty

HERE = os.path.dirname(os.path.abspath(__file__))


def start(executable):
    pid, terminal = pty.fork()
    if pid == 0:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        attributes = termios.tcgetattr(0)
        attributes[0] &= ~(termios.ICRNL | termios.IXON)
        attributes[1] &= ~termios.OPOST
        attributes[3] &= ~(termios.ECHO | termios.ICANON)
        attributes[3] |= termios.ISIG
        attributes[6][termios.VQUIT] = attributes[6][termios.VSUSP] = b"\0"
        termios.tcsetattr(0, termios.TCSANOW, attributes)
        os.environ["MICROPYPATH"] = HERE + "/stub:.frozen"
        os.execv(executable, [executable])
    # Its banner tells that the terminal is set: bytes before that would be echoed, and signals not be made.
    select.select([terminal], [], [], 10)
    os.set_blocking(terminal, False)
    return pid, terminal


def end(pid, terminal):
    os.close(terminal)
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    os.waitpid(pid, 0)


def read(source):
    try:
        return os.read(source, 4096)
    except OSError:
        return b""


def write_all(target, data, piece):
    while data:
        try:
            data = data[os.write(target, data[:piece]) :]
        except BlockingIOError:
            time.sleep(0.001)
        except OSError:
            return  # nobody at the other end


def open_pty(link):
    master, slave = os.openpty()
    name = os.ttyname(slave)
    tty.setraw(slave)
    os.close(slave)  # so that poll() reports a hang-up until a client opens it
    os.set_blocking(master, False)
    temporary = f"{link}.{os.getpid()}"
    os.symlink(name, temporary)
    os.replace(temporary, link)
    return master


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--micropython", required=True)
    parser.add_argument("--link", required=True)
    parser.add_argument("--reset-on-open", action="store_true")
    options = parser.parse_args()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C belongs to the test run, which closes stdin

    master = open_pty(options.link)
    pid, terminal = start(options.micropython)
    print("READY", flush=True)
    opened = False
    try:
        while True:
            poll = select.poll()
            for source in (master, terminal, sys.stdin):
                poll.register(source, select.POLLIN)
            ready = dict(poll.poll(20))
            restart = False
            if ready.get(0):
                line = os.read(0, 4096)
                if not line:
                    return
                restart = line.startswith(b"reset")
            closed_now = bool(ready.get(master, 0) & select.POLLHUP)
            if opened == closed_now:
                opened = not closed_now
                print("OPEN" if opened else "CLOSE", flush=True)
                restart |= opened and options.reset_on_open
            if ready.get(master, 0) & select.POLLIN:
                # The interpreter's terminal takes 4095 bytes and then loses what comes: small pieces.
                write_all(terminal, read(master), 256)
            if ready.get(terminal):
                data = read(terminal)
                restart |= not data
                if opened:
                    write_all(master, data, 4096)
            if restart:
                end(pid, terminal)
                pid, terminal = start(options.micropython)
            if not opened:
                time.sleep(0.005)  # poll() returns at once while nobody has the pty open
    finally:
        end(pid, terminal)


if __name__ == "__main__":
    main()
