# Kortti näytöllä, sen ympäristö ja siihen kytketyt osat.

## micro:bit

board-microbit = micro:bit. Kallista sitä vetämällä tai nuolinäppäimillä.
board-button-a = Painike A
board-button-b = Painike B
board-button-ab = A + B
board-logo = Logo
board-pad = Kosketusnasta { $pin }
board-shake = Ravista
board-level = Suoraan
    .advice = Laskee kortin takaisin pöydälle. Myös kaksoisnapsautus kortin päällä tekee sen.
board-display = Näyttö: { $rows }
board-display-row = rivi { $row }: { $leds }
board-tone = Ääni: { $frequency } Hz

## Arduino

board-uno = Arduino Uno. Ledi L: { $percent } %.
board-usb = USB
board-usb-pins = D0 ja D1 kuuluvat USB-johdolle: jätä ne vapaiksi.
board-text-only = Tämä kortti lähettää tekstiä: katso konsolista.

## Käytössä olevat nastat kokonaan

board-pin-line = Nasta { $pin }: { $does }
board-pin-input = tulo { $value }
board-pin-pullup = tulo ja ylösveto { $value }
board-pin-output = lähtö { $value }
board-pin-analog = analoginen tulo { $value }
board-pin-pwm = PWM { $value }
board-pin-servo = servo { $value }°
board-pin-touch = kosketus { $value }
board-pin-i2c = I2C-väylä
board-pin-pixels = valonauha, { $value } pikseliä
board-pin-tone = ääni { $value } Hz
board-pixel-colors = Pikselit nastassa { $pin }: { $colors }

## Käytössä olevat nastat mahdollisimman lyhyesti: tilaa on vähän

board-short-input = tulo { $value }
board-short-pullup = tulo { $value }
board-short-output = lähtö { $value }
board-short-analog = analog. { $value }
board-short-pwm = PWM { $value }
board-short-servo = servo { $value }°
board-short-touch = kosk. { $value }
board-short-i2c = I2C
board-short-pixels = { $value } px
board-short-tone = { $value } Hz

## Ympäristö

board-surroundings = Ympäristö
board-light = Valo
board-temperature = Lämpötila
board-sound = Ääni
board-compass = Kompassi: asteita pohjoisesta
board-tilt-right = Kallistus oikealle
board-tilt-bottom = Kallistus itseä kohti

## Osat

board-parts = Osat
board-add = Lisää osa
board-add-full = Osia mahtuu { $max }. Poista ensin jokin.
board-no-pin = Tälle ei ole vapaata nastaa.
board-back = Takaisin
board-choose-pin = { $part }: mihin nastaan?
board-dim-note = Vain ~-nastat voivat himmentää lediä.
board-remove = Poista: { $what }
board-part-on = { $part }, nasta { $pin }
board-part-pin = nasta { $pin }
board-part-led = Ledi
    .advice = Valo ja sen vastus.
board-part-button = Painike
    .advice = Painike maahan. Sen nasta tarvitsee ylösvedon: pull_up(). Painettuna se antaa 0.
board-part-button-supply = Painike jännitteeseen
    .advice = Painike käyttöjännitteeseen, vastus maahan. Painettuna se antaa 1.
board-part-potentiometer = Potentiometri
    .advice = Säätönuppi: nasta lukee 0–1023.
board-part-servo = Servo
    .advice = Moottori, joka kääntyy kulmaan 0°–180°.
board-part-buzzer = Summeri
    .advice = Soittaa nastansa äänet.
board-part-distance = Etäisyysanturi
    .advice = Kerro lukema luvulla 1.27, niin saat senttimetrit. Alle 15 cm:n matkoja se ei erota.
board-part-pixels = Valonauha
    .advice = Nauha valoja, joilla on kullakin oma väri.
board-view-led = { $percent } %
board-view-pressed = painettu
board-view-up = ei painettu
board-view-servo = { $angle }°
board-view-servo-free = ei ohjausta
board-view-buzzer = { $frequency } Hz
board-view-silent = hiljaa
board-view-distance = { $distance } cm
board-view-dark = pimeänä
board-view-pixels = { $count } pikseliä
board-potentiometer-level = Asento
board-distance = Etäisyys
