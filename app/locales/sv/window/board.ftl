# Kortet på skärmen, det som finns runt det och delarna som är kopplade till det.

## micro:bit

board-microbit = micro:bit. Luta den genom att dra eller med piltangenterna.
board-button-a = Knapp A
board-button-b = Knapp B
board-button-ab = A + B
board-logo = Logon
board-pad = Beröringsstift { $pin }
board-shake = Skaka
board-level = Plant
    .advice = Lägger kortet plant igen. Det gör också ett dubbelklick på kortet.
board-display = Display: { $rows }
board-display-row = rad { $row }: { $leds }
board-tone = Ton: { $frequency } Hz

## Arduino

board-uno = Arduino Uno. Lysdiod L: { $percent } %.
board-usb = USB
board-usb-pins = D0 och D1 hör till USB-kabeln: lämna dem lediga.
board-text-only = Det här kortet skriver text: titta i konsolen.

## Stift i bruk, utskrivet

board-pin-line = Stift { $pin }: { $does }
board-pin-input = ingång { $value }
board-pin-pullup = ingång med pull-up { $value }
board-pin-output = utgång { $value }
board-pin-analog = analog ingång { $value }
board-pin-pwm = PWM { $value }
board-pin-servo = servo { $value }°
board-pin-touch = beröring { $value }
board-pin-i2c = I2C-buss
board-pin-pixels = pixelremsa, { $value } pixlar
board-pin-tone = ton { $value } Hz
board-pixel-colors = Pixlar på stift { $pin }: { $colors }

## Stift i bruk, så kort som möjligt: det finns lite plats

board-short-input = in { $value }
board-short-pullup = in { $value }
board-short-output = ut { $value }
board-short-analog = analog { $value }
board-short-pwm = PWM { $value }
board-short-servo = servo { $value }°
board-short-touch = berör. { $value }
board-short-i2c = I2C
board-short-pixels = { $value } px
board-short-tone = { $value } Hz

## Omgivning

board-surroundings = Omgivning
board-light = Ljus
board-temperature = Temperatur
board-sound = Ljud
board-compass = Kompass: grader från norr
board-tilt-right = Lutning åt höger
board-tilt-bottom = Lutning mot dig

## Delar

board-parts = Delar
board-add = Lägg till en del
board-add-full = Det ryms { $max } delar. Ta först bort någon.
board-no-pin = Inget stift är ledigt för den här.
board-back = Tillbaka
board-choose-pin = { $part }: vilket stift?
board-dim-note = Bara stift med ~ kan dimma en lysdiod.
board-remove = Ta bort: { $what }
board-part-on = { $part }, stift { $pin }
board-part-pin = stift { $pin }
board-part-led = Lysdiod
    .advice = En lampa med sitt motstånd.
board-part-button = Knapp
    .advice = En knapp till jord. Dess stift behöver pull-up: pull_up(). Nedtryckt ger den 0.
board-part-button-supply = Knapp till matningen
    .advice = En knapp till matningsspänningen, med ett motstånd till jord. Nedtryckt ger den 1.
board-part-potentiometer = Potentiometer
    .advice = Ett vred: stiftet läser 0–1023.
board-part-servo = Servo
    .advice = En motor som vrider sig till en vinkel från 0° till 180°.
board-part-buzzer = Summer
    .advice = Spelar tonerna på sitt stift.
board-part-distance = Avståndssensor
    .advice = Multiplicera värdet med 1.27 så får du centimeter. Under 15 cm ser den ingen skillnad.
board-part-pixels = Pixelremsa
    .advice = En remsa med lampor som har var sin färg.
board-view-led = { $percent } %
board-view-pressed = nedtryckt
board-view-up = inte nedtryckt
board-view-servo = { $angle }°
board-view-servo-free = ingen signal
board-view-buzzer = { $frequency } Hz
board-view-silent = tyst
board-view-distance = { $distance } cm
board-view-dark = släckt
board-view-pixels = { $count } pixlar
board-potentiometer-level = Läge
board-distance = Avstånd
