# What can go wrong between the lab and a board. One message per code of `DeviceErrorCode`: the sentence,
# and in `.advice` what to try next.

device-port-missing = The board was not found ({ $port }).
    .advice = Check that the board is plugged in and switched on. The list of boards shows what is there (in a terminal: “digilab boards”).

device-port-busy = Another program is using the board ({ $port }).
    .advice = Close the Arduino IDE's serial monitor, the MakeCode tab, Mu or any other program that talks to the board, then run again.

device-no-permission = You are not allowed to use the board ({ $port }).
    .advice = On Linux your user must belong to the group “dialout” (on some systems “uucp”) or a udev rule must allow the board: ask whoever looks after the computer, then log out and in again.

device-port-failed = The board could not be reached ({ $port }: { $reason }).
    .advice = Unplug the board, wait a moment, plug it in again and run once more. If that does not help, try another cable or socket.

device-gone = The board has disappeared ({ $port }).
    .advice = Check the USB cable at both ends, plug it in again and run once more.

device-no-answer = The board does not answer ({ $port }).
    .advice = Press the board's reset button and run again. Is the cable a data cable (some only charge)? Is this the right port? An Arduino needs the StandardFirmata program, a micro:bit needs MicroPython.

device-wrong-baud = The board talks at another speed than { $baud }: what arrives is garbled ({ $port }).
    .advice = Choose the speed that the program on the board uses. StandardFirmata uses 57600, a micro:bit 115200.

device-other-firmware = The board is there ({ $port }), but the program on it is not the one the lab needs ({ device-firmware }).
    .advice = { $expected ->
        [firmata] On the Arduino, install StandardFirmata: in the Arduino IDE choose File → Examples → Firmata → StandardFirmata and press Upload.
        [arduino] On the Arduino, install StandardFirmata: in the Arduino IDE choose File → Examples → Firmata → StandardFirmata and press Upload.
        [micropython] On the micro:bit, install MicroPython: drag a MicroPython .hex file onto the MICROBIT drive, for example one saved from python.microbit.org.
        [microbit] On the micro:bit, install MicroPython: drag a MicroPython .hex file onto the MICROBIT drive, for example one saved from python.microbit.org.
        [microbit-v1] On the micro:bit, install MicroPython: drag a MicroPython .hex file onto the MICROBIT drive, for example one saved from python.microbit.org.
       *[other] An Arduino needs StandardFirmata (Arduino IDE: File → Examples → Firmata → StandardFirmata), a micro:bit needs a MicroPython .hex file (python.microbit.org).
    }

device-silent = The board has stopped answering ({ $port }).
    .advice = Press the board's reset button and run again. If it happens often, try another cable.

device-board-reset = The board restarted in the middle of the run ({ $port }).
    .advice = Run again. If it keeps restarting, check the wires: a short circuit or a motor that takes too much current can restart a board.

device-agent-damaged = The lab could not send its helper program to the micro:bit in one piece ({ $port }).
    .advice = Unplug the micro:bit, plug it in again and run once more. If that does not help, try another cable, without a hub.

device-board-memory = The board has run out of memory ({ $port }).
    .advice = Press the board's reset button and run again. A smaller program needs less memory: show fewer images, shorter texts or fewer pixels at a time.

device-board-error = The board reports an error ({ $port }): { $reason }.
    .advice = Run again. If it happens at the same line each time, look closely at what that line asks of the board.

device-pin-unknown = { device-board } has no pin { $pin }.
    .advice = Choose one of these: { $allowed }.

device-pin-cannot = { device-board }: pin { $pin } cannot { device-pin-mode }.
    .advice = These pins can: { $allowed }.

device-out-of-range = { device-quantity } cannot be { $given }.
    .advice = Use a number from { $min } to { $max }.

device-lacking = { device-board } does not have this: { device-quantity }.
    .advice = Use something this board has, or choose another board.

# Parts of the sentences above.

device-board = { $board ->
    [microbit] The micro:bit
    [microbit-v1] The micro:bit V1
    [arduino] The Arduino
    [text] A text board
   *[other] { $board }
}

# Follows “The Arduino: pin 3 cannot …”.
device-pin-mode = { $mode ->
    [input] be read as on or off
    [input-pullup] be read with a pull-up
    [output] be switched on and off
    [analog] measure a voltage
    [pwm] be dimmed (PWM)
    [servo] turn a servo
    [touch] feel a finger
    [i2c] talk I2C
    [pixels] drive a pixel strip
    [tone] play a tone
   *[other] do this: { $mode }
}

# What a value or a lacking thing is called. Comes first in a sentence or after a colon.
device-quantity = { $what ->
    [brightness] Brightness
    [angle] An angle
    [duty] Pin power (PWM)
    [frequency] The pitch of a tone
    [duration] A duration
    [delay] The scrolling speed
    [interval] The sampling interval
    [x] x
    [y] y
    [text] The length of a text
    [notes] The number of notes
    [count] A count
    [color] A colour value
    [pixels] A pixel strip
    [address] An I2C address
    [register] An I2C register
    [bytes] The number of bytes
    [pin] A pin
    [leds] An LED display
    [display] An LED display
    [scroll] Scrolling text
    [tone] Tones
    [play] Music
    [button] A button
    [logo] The touch logo
    [touch] Touch
    [accelerometer] An accelerometer
    [gesture] Gestures
    [temperature] A thermometer
    [light] A light sensor
    [heading] A compass
    [sound] A microphone
    [microphone] A microphone
    [speaker] A speaker
    [servo] A servo
    [analog] Measuring a voltage
    [pwm] Dimming (PWM)
    [i2c] I2C
    [line] Sending lines of text
    [text-length] The length of a text
    [text-line] Sending lines of text
    [lines-waiting] The number of lines waiting to be sent
    [control-characters] The number of control characters
    [sensor] This sensor
    [command] This command
    [note] A note
    [character] A character
    [distance] A distance sensor
    [level] A level
   *[other] { $what }
}

# What was found on the board instead, in brackets.
device-firmware = { $found ->
    [firmata] it runs Firmata
    [micropython] it runs MicroPython
    [text] it prints lines of text
   *[other] it says: { $found }
}
