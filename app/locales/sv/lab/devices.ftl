# Vad som kan gå fel mellan labbet och ett kort. Ett meddelande per kod i `DeviceErrorCode`: själva meningen,
# och i `.advice` vad man kan prova härnäst.

device-port-missing = Kortet hittades inte ({ $port }).
    .advice = Kontrollera att kortet är inkopplat och påslaget. Listan över kort visar vad som finns (i terminalen ”digilab boards”).

device-port-busy = Ett annat program använder kortet ({ $port }).
    .advice = Stäng Arduino IDE:s seriella monitor, MakeCode-fliken, Mu eller något annat program som pratar med kortet och kör igen.

device-no-permission = Du har inte lov att använda kortet ({ $port }).
    .advice = I Linux måste din användare höra till gruppen ”dialout” (ibland ”uucp”), eller så måste en udev-regel tillåta kortet. Be den som sköter datorn om hjälp och logga sedan ut och in igen.

device-port-failed = Det gick inte att få kontakt med kortet ({ $port }: { $reason }).
    .advice = Dra ur kortet, vänta en stund, koppla in det igen och kör en gång till. Hjälper det inte, prova en annan kabel eller en annan USB-port.

device-gone = Kortet försvann ({ $port }).
    .advice = Kontrollera USB-kabelns båda ändar, koppla in den igen och kör en gång till.

device-no-answer = Kortet svarar inte ({ $port }).
    .advice = Tryck på kortets reset-knapp och kör igen. Är det en datakabel (vissa kablar kan bara ladda)? Är det rätt port? En Arduino behöver programmet StandardFirmata, en micro:bit behöver MicroPython.

device-wrong-baud = Kortet pratar med en annan hastighet än { $baud }: det som kommer fram är rörigt ({ $port }).
    .advice = Välj samma hastighet som programmet på kortet. StandardFirmata använder 57600 och en micro:bit 115200.

device-other-firmware = Kortet hittades ({ $port }), men det har fel program ({ device-firmware }).
    .advice = { $expected ->
        [firmata] Installera StandardFirmata på din Arduino: välj File → Examples → Firmata → StandardFirmata i Arduino IDE och tryck på Upload.
        [arduino] Installera StandardFirmata på din Arduino: välj File → Examples → Firmata → StandardFirmata i Arduino IDE och tryck på Upload.
        [micropython] Installera MicroPython på din micro:bit: dra en MicroPython-fil (.hex) till enheten MICROBIT. Du kan spara en sådan till exempel från python.microbit.org.
        [microbit] Installera MicroPython på din micro:bit: dra en MicroPython-fil (.hex) till enheten MICROBIT. Du kan spara en sådan till exempel från python.microbit.org.
        [microbit-v1] Installera MicroPython på din micro:bit: dra en MicroPython-fil (.hex) till enheten MICROBIT. Du kan spara en sådan till exempel från python.microbit.org.
       *[other] En Arduino behöver StandardFirmata (Arduino IDE: File → Examples → Firmata → StandardFirmata), en micro:bit behöver en MicroPython-fil (.hex, python.microbit.org).
    }

device-silent = Kortet har slutat svara ({ $port }).
    .advice = Tryck på kortets reset-knapp och kör igen. Händer det ofta, prova en annan kabel.

device-board-reset = Kortet startade om mitt i körningen ({ $port }).
    .advice = Kör igen. Startar det om hela tiden, kontrollera kopplingarna: en kortslutning eller en motor som drar för mycket ström kan starta om ett kort.

device-agent-damaged = Labbets hjälpprogram kom inte fram helt till din micro:bit ({ $port }).
    .advice = Dra ur din micro:bit, koppla in den igen och kör en gång till. Hjälper det inte, prova en annan kabel utan USB-hubb.

device-board-memory = Minnet tog slut på kortet ({ $port }).
    .advice = Tryck på kortets reset-knapp och kör igen. Ett mindre program behöver mindre minne: visa färre bilder, kortare texter eller färre pixlar åt gången.

device-board-error = Kortet meddelar ett fel ({ $port }): { $reason }.
    .advice = Kör igen. Kommer felet på samma rad varje gång, titta noga på vad raden ber kortet om.

device-pin-unknown = { device-board } har inget stift { $pin }.
    .advice = Välj något av de här: { $allowed }.

device-pin-cannot = Stift { $pin } kan inte användas så här: { device-pin-mode } ({ device-board }).
    .advice = De här stiften klarar det: { $allowed }.

device-out-of-range = { device-quantity } kan inte vara { $given }.
    .advice = Använd ett tal från { $min } till { $max }.

device-lacking = Kortet ({ device-board }) har inte det här: { device-quantity }.
    .advice = Använd något som kortet har, eller välj ett annat kort.

# Delar av meningarna.

device-board = { $board ->
    [microbit] micro:bit
    [microbit-v1] micro:bit V1
    [arduino] Arduino
    [text] Textkortet
   *[other] { $board }
}

# Efter ett kolon: vad stiftet skulle göra.
device-pin-mode = { $mode ->
    [input] läsa av eller på
    [input-pullup] läsa med pull-up-motstånd
    [output] slå på och av
    [analog] mäta en spänning
    [pwm] dimma (PWM)
    [servo] styra ett servo
    [touch] känna av ett finger
    [i2c] I2C-bussen
    [pixels] styra en pixelslinga
    [tone] spela en ton
   *[other] { $mode }
}

# Vilket värde som är fel eller vad kortet saknar. Först i meningen eller efter ett kolon.
device-quantity = { $what ->
    [brightness] Ljusstyrkan
    [angle] Vinkeln
    [duty] Stiftets effekt (PWM)
    [frequency] Tonhöjden
    [duration] Längden i tid
    [delay] Rullningens hastighet
    [interval] Mätintervallet
    [x] x
    [y] y
    [text] Textens längd
    [notes] Antalet toner
    [count] Antalet
    [color] Färgvärdet
    [pixels] En pixelslinga
    [address] I2C-adressen
    [register] I2C-registret
    [bytes] Antalet byte
    [pin] Ett stift
    [leds] En LED-skärm
    [display] En LED-skärm
    [scroll] Rullande text
    [tone] Toner
    [play] Musik
    [button] En knapp
    [logo] Peklogotypen
    [touch] Pekkänsla
    [accelerometer] En accelerometer
    [gesture] Gester
    [temperature] En termometer
    [light] En ljussensor
    [heading] En kompass
    [sound] En mikrofon
    [microphone] En mikrofon
    [speaker] En högtalare
    [servo] Ett servo
    [analog] Mäta en spänning
    [pwm] Dimma (PWM)
    [i2c] I2C
    [line] Skicka textrader
    [text-length] Textens längd
    [text-line] Skicka textrader
    [lines-waiting] Antalet rader som väntar på att skickas
    [control-characters] Antalet styrtecken
    [sensor] Den här sensorn
    [command] Det här kommandot
    [note] En ton
    [character] Ett tecken
    [distance] En avståndssensor
    [level] Nivån
   *[other] { $what }
}

# Vad som fanns på kortet; inom parentes.
device-firmware = { $found ->
    [firmata] det kör Firmata
    [micropython] det kör MicroPython
    [text] det skickar textrader
   *[other] det säger: { $found }
}
