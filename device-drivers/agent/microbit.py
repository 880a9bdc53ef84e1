# DigiLab's agent: what the lab runs on a micro:bit while a pupil's script drives it.
#
# It lives in RAM only: a reset brings back the program that is stored on the board. Beside the interpreter
# it must fit in about 9 kB (micro:bit V1). So a board gets the core when the lab connects, and every other
# part only when a script first needs it; there are no classes and no tables of functions. The lab strips
# comments and blank lines and narrows the indentation before it sends anything.
#
# "#%% NAME" begins a part; the core comes in several pieces, because a piece is compiled as a whole.
# Not allowed in here: non-ASCII, backslashes, triple quotes, and the vertical bar, which stands for a line
# end while a part travels. The lines the agent speaks are described in docs/agent-protocol.md.

#%% core
import gc
import microbit as mb
from microbit import display, running_time, uart
expected = 0     # sequence id of the next command
replies = []     # answers to the last four commands, for a host that missed them
watched = []     # [slot, function that reads, value reported last]
text = ''        # long arguments are collected here, piece by piece
reports = 0      # how many R lines were sent, so that the host notices a lost one
interval = 20    # milliseconds between two looks at the sensors

def checksum(data):
    h = 0
    for c in data:
        h = (h * 31 + c) & 0xffff
    return '%04x' % h

def send(line):
    uart.write(line + checksum(bytes(line, 'ascii')) + chr(10))

def pin(number):
    return getattr(mb, 'pin%d' % number)

def watch(slot, read, last):
    for w in watched:
        if w[0] == slot:
            w[1] = read
            w[2] = last
            return
    watched.append([slot, read, last])

#%% core
# One look at every watched sensor; what has changed goes into one line.
def look():
    global reports
    out = ''
    for w in watched:
        value = int(w[1]())
        if value != w[2]:
            w[2] = value
            out += ',%s%d' % (w[0], value)
    if out:
        reports = (reports + 1) & 255
        send('R%02x' % reports + out)

#%% core
# What the operation X does is do_X. Capitals take text, small letters take numbers.
def do_D(a, seq):
    global text
    text = a

def do_A(a, seq):
    global text
    text += a

# The compiler needs 1 kB in a row. Where it finds none the text stays, for another try.
def do_E(a, seq):
    global text
    text = text.replace(chr(124), chr(10))
    gc.collect()
    exec(text)
    text = ''
    gc.collect()
    return str(gc.mem_free())

def do_W(a, seq):
    watch(a[0], globals()['see_' + a[1]](int(a[2:])), None)

def do_U(a, seq):
    watched[:] = [w for w in watched if a and w[0] != a]

def do_F(a, seq):
    for w in watched:
        w[2] = None

def do_I(a, seq):
    global interval
    interval = int(a)

#%% core
# Does a command and keeps what is to be answered: once, however often the command arrives.
# Calls are not nested deeper than need be here: the stack has 1.8 kB on V1.
def do(op, a, seq):
    replies.append('E%02xi' % seq)
    try:
        if op >= 'a':
            a = [int(v) for v in a.split(',')]
        if op != '?':
            a = globals()['do_' + op](a, seq)
        else:
            a = None
        replies[-1] = 'K%02x' % seq + (a or '')
    except MemoryError:
        replies[-1] = 'E%02xm' % seq
    except OSError:
        replies[-1] = 'E%02xo' % seq
    except KeyError:
        replies[-1] = 'E%02xu' % seq
    except Exception:
        replies[-1] = 'E%02xv' % seq
    del replies[:-4]

#%% core
# Takes one line; only the next command in order is done.
def take(line):
    global expected
    behind = -1
    if checksum(line[:-4]) == str(line[-4:], 'ascii'):
        line = str(line, 'ascii')
        seq = int(line[:2], 16)
        behind = (expected - seq) & 255
        if not behind:
            expected = (seq + 1) & 255
            do(line[2], line[3:-4], seq)
            behind = 1
    send(replies[-behind] if 0 < behind <= len(replies) else 'N%02x' % expected)

#%% core
# Takes lines, looks at the sensors, gives a sign of life twice a second.
def run():
    line = b''
    newline = bytes([10])
    looked = beat = running_time()
    send('B1,%d,%02x,%d' % (2 if hasattr(mb, 'pin_logo') else 1, expected, gc.mem_free()))
    while True:
        if uart.any():
            line += uart.read(64)
            while newline in line:
                one, line = line.split(newline, 1)
                if len(one) > 6:
                    try:
                        take(one)
                    except ValueError:
                        send('N%02x' % expected)
            if len(line) > 64:
                line = b''
        now = running_time()
        if now - looked >= interval:
            looked = now
            look()
        if now - beat >= 500:
            beat = now
            send('H%02x,%d' % (reports, gc.mem_free()))
        mb.sleep(1)

#%% image
def do_L(a, seq):
    display.show(mb.Image(a))

#%% led
def do_p(n, seq):
    display.set_pixel(n[0], n[1], n[2])

#%% readback
def do_G(a, seq):
    a = ''
    for i in range(25):
        a += str(display.get_pixel(i % 5, i // 5))
    return a

#%% until
# Reports the sequence id of a command in a slot when what it began has ended: not before its time, for a text
# may have nothing to show for a while, and not before it has gone, for the display stands still while light is
# measured. Twice the time and a second is the end in any case: a pixel set meanwhile stays lit.
def until(slot, seq, ms, gone):
    start = running_time()
    def read():
        t = running_time() - start
        return seq if t >= ms and (gone() or t > ms * 2 + 1000) else -1
    watch(slot, read, -1)

#%% scroll
def dark():
    for i in range(25):
        if display.get_pixel(i % 5, i // 5):
            return False
    return True

def do_s(n, seq):
    display.scroll(text, n[0], wait=False)
    until('<', seq, n[0] * n[1], dark)

#%% digital
def do_w(n, seq):
    pin(n[0]).write_digital(n[1])

#%% pwm
# Servos want 20 ms; micro:bit V1 has one period for all pins, and a tone changes it.
def do_a(n, seq):
    p = pin(n[0])
    p.set_analog_period(20)
    p.write_analog(n[1])

#%% input
def do_i(n, seq):
    p = pin(n[0])
    p.set_pull(p.PULL_UP if n[1] else p.PULL_DOWN)

#%% read
def do_r(n, seq):
    return str(int(globals()['see_' + chr(n[0])](n[1])()))

#%% tone
def do_t(n, seq):
    import music
    music.pitch(n[1], n[2], pin(n[0]), wait=False)

#%% quiet
def do_q(n, seq):
    import music
    music.stop(pin(n[0]))

#%% play
def do_m(n, seq):
    import music
    p = pin(n[0])
    music.play(text.split(), p, wait=False)
    until('>', seq, n[1], lambda: p.get_mode() != 'music')

#%% pixels
# One colour at a time: a list of all numbers is more than a V1 has in a row.
def do_x(n, seq):
    from neopixel import NeoPixel
    strip = NeoPixel(pin(n[0]), len(text) // 6)
    for i in range(0, len(text), 6):
        strip[i // 6] = tuple([int(text[j:j + 2], 16) for j in range(i, i + 6, 2)])
    strip.show()

#%% i2c-write
def do_o(n, seq):
    mb.i2c.write(n[0], bytes([int(text[i:i + 2], 16) for i in range(0, len(text), 2)]))

#%% i2c-read
def do_j(n, seq):
    if n[1] >= 0:
        mb.i2c.write(n[0], bytes([n[1]]), repeat=True)
    return ''.join(['%02x' % b for b in mb.i2c.read(n[0], n[2])])

#%% see-digital
def see_d(n):
    return pin(n).read_digital

#%% see-analog
def see_a(n):
    return pin(n).read_analog

#%% see-touch
def see_t(n):
    return pin(n).is_touched

#%% presses
# How often it went down since it is watched, times two, plus one while it is down.
def presses(down, count):
    n = 0
    count()
    def read():
        nonlocal n
        n += count()
        return n * 2 + down()
    return read

#%% see-button
def see_b(n):
    b = mb.button_b if n else mb.button_a
    return presses(b.is_pressed, b.get_presses)

#%% see-logo
def see_o(n):
    return presses(mb.pin_logo.is_touched, mb.pin_logo.get_touches)

#%% see-acceleration
def see_x(n):
    return getattr(mb.accelerometer, 'get_' + 'xyz'[n])

#%% see-gesture
seen = {}    # how often each watched gesture was recognised

def see_g(n):
    g = ('shake', 'up', 'down', 'left', 'right', 'face up', 'face down', 'freefall')[n]
    a = mb.accelerometer
    a.get_gestures()
    seen[g] = 0
    def read():
        for s in a.get_gestures():
            if s in seen:
                seen[s] += 1
        return seen[g]
    return read

#%% see-temperature
def see_c(n):
    return mb.temperature

#%% see-light
def see_l(n):
    return display.read_light_level

#%% see-heading
# A compass that was not calibrated yet asks for it now, and says nothing until that is done.
def see_h(n):
    if not mb.compass.is_calibrated():
        send('C')
    return mb.compass.heading

#%% see-sound
def see_s(n):
    return mb.microphone.sound_level
