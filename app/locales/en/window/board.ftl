# The board on the screen, what is around it and the parts wired to it.

## The micro:bit

board-microbit = micro:bit. Drag it or use the arrow keys to tilt it.
board-button-a = Button A
board-button-b = Button B
board-button-ab = A + B
board-logo = Logo
board-pad = Touch pin { $pin }
board-shake = Shake
board-level = Level
    .advice = Lays the board flat again. Double-clicking the board does the same.
board-display = Display: { $rows }
board-display-row = row { $row }: { $leds }
board-tone = Tone: { $frequency } Hz

## The Arduino

board-uno = Arduino Uno. LED L: { $percent } %.
board-usb = USB
board-usb-pins = D0 and D1 belong to the USB connection: leave them free.
board-text-only = This board prints text: look in the console.

## Pins in use, in full

board-pin-line = Pin { $pin }: { $does }
board-pin-input = input { $value }
board-pin-pullup = input with pull-up { $value }
board-pin-output = output { $value }
board-pin-analog = analog input { $value }
board-pin-pwm = PWM { $value }
board-pin-servo = servo { $value }°
board-pin-touch = touch { $value }
board-pin-i2c = I2C bus
board-pin-pixels = pixel strip, { $value } pixels
board-pin-tone = tone { $value } Hz
board-pixel-colors = Pixels on pin { $pin }: { $colors }

## Pins in use, as short as possible: there is little room

board-short-input = in { $value }
board-short-pullup = in { $value }
board-short-output = out { $value }
board-short-analog = analog { $value }
board-short-pwm = PWM { $value }
board-short-servo = servo { $value }°
board-short-touch = touch { $value }
board-short-i2c = I2C
board-short-pixels = { $value } px
board-short-tone = { $value } Hz

## Surroundings

board-surroundings = Surroundings
board-light = Light
board-temperature = Temperature
board-sound = Sound
board-compass = Compass: degrees from north
board-tilt-right = Tilt to the right
board-tilt-bottom = Tilt towards you

## Parts

board-parts = Parts
board-add = Add a part
board-add-full = There is room for { $max } parts. Remove one first.
board-no-pin = No pin is free for this.
board-back = Back
board-choose-pin = { $part }: which pin?
board-dim-note = Only pins with ~ can dim a LED.
board-remove = Remove: { $what }
board-part-on = { $part }, pin { $pin }
board-part-pin = pin { $pin }
board-part-led = LED
    .advice = A light with its resistor.
board-part-button = Button
    .advice = A button to ground. Its pin needs a pull-up: pull_up(). Pressed, it reads 0.
board-part-button-supply = Button to supply
    .advice = A button to the supply voltage, with a resistor to ground. Pressed, it reads 1.
board-part-potentiometer = Potentiometer
    .advice = A knob: the pin reads 0 to 1023.
board-part-servo = Servo
    .advice = A motor that turns to an angle from 0° to 180°.
board-part-buzzer = Buzzer
    .advice = Plays the tones of its pin.
board-part-distance = Distance sensor
    .advice = Multiply the reading by 1.27 to get centimetres. It cannot measure less than 15 cm.
board-part-pixels = Pixel strip
    .advice = A strip of lights, each with a colour of its own.
board-view-led = { $percent } %
board-view-pressed = pressed
board-view-up = not pressed
board-view-servo = { $angle }°
board-view-servo-free = no signal
board-view-buzzer = { $frequency } Hz
board-view-silent = silent
board-view-distance = { $distance } cm
board-view-dark = all dark
board-view-pixels = { $count } pixels
board-potentiometer-level = Setting
board-distance = Distance
