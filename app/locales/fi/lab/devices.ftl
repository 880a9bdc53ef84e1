# Mitä voi mennä vikaan laboratorion ja kortin välillä. Yksi viesti jokaista `DeviceErrorCode`-koodia kohti:
# itse lause, ja `.advice` kertoo, mitä kannattaa kokeilla seuraavaksi.

device-port-missing = Korttia ei löydy ({ $port }).
    .advice = Tarkista, että kortti on kytketty ja päällä. Korttiluettelo näyttää, mitä löytyy (päätteessä ”digilab boards”).

device-port-busy = Toinen ohjelma käyttää korttia ({ $port }).
    .advice = Sulje Arduino IDE:n sarjamonitori, MakeCode-välilehti, Mu tai muu ohjelma, joka on yhteydessä korttiin, ja aja ohjelma uudelleen.

device-no-permission = Sinulla ei ole lupaa käyttää korttia ({ $port }).
    .advice = Linuxissa käyttäjäsi pitää kuulua ryhmään ”dialout” (joskus ”uucp”), tai udev-säännön pitää sallia kortti. Pyydä apua koneen ylläpitäjältä ja kirjaudu sitten ulos ja takaisin sisään.

device-port-failed = Korttiin ei saatu yhteyttä ({ $port }: { $reason }).
    .advice = Irrota kortti, odota hetki, kytke se uudelleen ja yritä vielä kerran. Jos se ei auta, kokeile toista johtoa tai USB-liitintä.

device-gone = Kortti katosi ({ $port }).
    .advice = Tarkista USB-johdon molemmat päät, kytke kortti uudelleen ja aja ohjelma vielä kerran.

device-no-answer = Kortti ei vastaa ({ $port }).
    .advice = Paina kortin reset-painiketta ja yritä uudelleen. Siirtääkö johto dataa (jotkin johdot vain lataavat)? Onko portti oikea? Arduinossa pitää olla StandardFirmata-ohjelma ja micro:bitissä MicroPython.

device-wrong-baud = Kortti puhuu eri nopeudella kuin { $baud }: viestit tulevat perille sotkuisina ({ $port }).
    .advice = Valitse sama nopeus, jota kortin ohjelma käyttää. StandardFirmatan nopeus on 57600 ja micro:bitin 115200.

device-other-firmware = Kortti löytyi ({ $port }), mutta siinä on väärä ohjelma ({ device-firmware }).
    .advice = { $expected ->
        [firmata] Asenna Arduinoon StandardFirmata: valitse Arduino IDE:ssä File → Examples → Firmata → StandardFirmata ja paina Upload.
        [arduino] Asenna Arduinoon StandardFirmata: valitse Arduino IDE:ssä File → Examples → Firmata → StandardFirmata ja paina Upload.
        [micropython] Asenna micro:bitiin MicroPython: vedä MicroPythonin .hex-tiedosto MICROBIT-asemalle. Sellaisen voi tallentaa esimerkiksi sivulta python.microbit.org.
        [microbit] Asenna micro:bitiin MicroPython: vedä MicroPythonin .hex-tiedosto MICROBIT-asemalle. Sellaisen voi tallentaa esimerkiksi sivulta python.microbit.org.
        [microbit-v1] Asenna micro:bitiin MicroPython: vedä MicroPythonin .hex-tiedosto MICROBIT-asemalle. Sellaisen voi tallentaa esimerkiksi sivulta python.microbit.org.
       *[other] Arduinossa pitää olla StandardFirmata (Arduino IDE: File → Examples → Firmata → StandardFirmata), micro:bitissä MicroPythonin .hex-tiedosto (python.microbit.org).
    }

device-silent = Kortti lakkasi vastaamasta ({ $port }).
    .advice = Paina kortin reset-painiketta ja aja ohjelma uudelleen. Jos näin käy usein, kokeile toista johtoa.

device-board-reset = Kortti käynnistyi uudelleen kesken ajon ({ $port }).
    .advice = Aja ohjelma uudelleen. Jos kortti käynnistyy aina vain, tarkista kytkennät: oikosulku tai liikaa virtaa vievä moottori voi käynnistää kortin uudelleen.

device-agent-damaged = Apuohjelmaa ei saatu lähetettyä ehjänä micro:bitille ({ $port }).
    .advice = Irrota micro:bit, kytke se uudelleen ja yritä vielä kerran. Jos se ei auta, kokeile toista johtoa ilman USB-jakajaa.

device-board-memory = Kortin muisti loppui ({ $port }).
    .advice = Paina kortin reset-painiketta ja aja ohjelma uudelleen. Pienempi ohjelma vie vähemmän muistia: näytä vähemmän kuvia, lyhyempiä tekstejä tai vähemmän pikseleitä kerralla.

device-board-error = Kortti ilmoittaa virheestä ({ $port }): { $reason }.
    .advice = Aja ohjelma uudelleen. Jos virhe tulee aina samalla rivillä, katso tarkasti, mitä rivi pyytää kortilta.

device-pin-unknown = Nastaa { $pin } ei ole tällä kortilla ({ device-board }).
    .advice = Valitse jokin näistä: { $allowed }.

device-pin-cannot = Nastaa { $pin } ei voi käyttää näin: { device-pin-mode } ({ device-board }).
    .advice = Näillä nastoilla se onnistuu: { $allowed }.

device-out-of-range = { device-quantity } ei voi olla { $given }.
    .advice = Käytä lukua väliltä { $min }–{ $max }.

device-lacking = Tällä kortilla ({ device-board }) ei ole tätä: { device-quantity }.
    .advice = Käytä jotain, mitä tällä kortilla on, tai valitse toinen kortti.

# Lauseiden osia.

device-board = { $board ->
    [microbit] micro:bit
    [microbit-v1] micro:bit V1
    [arduino] Arduino
    [text] tekstiä lähettävä kortti
   *[other] { $board }
}

# Kaksoispisteen jälkeen: mitä nastalla yritettiin tehdä.
device-pin-mode = { $mode ->
    [input] lukeminen (päällä tai pois)
    [input-pullup] lukeminen ylösvetovastuksella
    [output] kytkeminen päälle ja pois
    [analog] jännitteen mittaaminen
    [pwm] himmentäminen (PWM)
    [servo] servon kääntäminen
    [touch] kosketuksen tunnistaminen
    [i2c] I2C-väylä
    [pixels] pikselinauhan ohjaaminen
    [tone] äänen soittaminen
   *[other] { $mode }
}

# Mikä arvo on väärin tai mitä kortilta puuttuu. Lauseen alussa tai kaksoispisteen jälkeen.
device-quantity = { $what ->
    [brightness] Kirkkaus
    [angle] Kulma
    [duty] Nastan teho (PWM)
    [frequency] Äänen korkeus
    [duration] Kesto
    [delay] Vieritysnopeus
    [interval] Mittausväli
    [x] x
    [y] y
    [text] Tekstin pituus
    [notes] Nuottien määrä
    [count] Määrä
    [color] Väriarvo
    [pixels] Pikselinauha
    [address] I2C-osoite
    [register] I2C-rekisteri
    [bytes] Tavujen määrä
    [pin] Nasta
    [leds] LED-näyttö
    [display] LED-näyttö
    [scroll] Vierivä teksti
    [tone] Äänet
    [play] Musiikki
    [button] Painike
    [logo] Kosketuslogo
    [touch] Kosketus
    [accelerometer] Kiihtyvyysanturi
    [gesture] Eleet
    [temperature] Lämpömittari
    [light] Valoanturi
    [heading] Kompassi
    [sound] Mikrofoni
    [microphone] Mikrofoni
    [speaker] Kaiutin
    [servo] Servo
    [analog] Jännitteen mittaaminen
    [pwm] Himmentäminen (PWM)
    [i2c] I2C-väylä
    [line] Tekstirivien lähettäminen
    [text-length] Tekstin pituus
    [text-line] Tekstirivien lähettäminen
    [lines-waiting] Lähetystä odottavien rivien määrä
    [control-characters] Ohjausmerkkien määrä
    [sensor] Tämä anturi
    [command] Tämä käsky
    [note] Nuotti
    [character] Merkki
    [distance] Etäisyysanturi
    [level] Taso
   *[other] { $what }
}

# Mitä kortista löytyi; sulkeissa.
device-firmware = { $found ->
    [firmata] siinä on Firmata
    [micropython] siinä on MicroPython
    [text] se lähettää tekstirivejä
   *[other] se sanoo: { $found }
}
