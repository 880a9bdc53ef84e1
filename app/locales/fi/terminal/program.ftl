# Ohjelma päätteessä: ohje, komentorivin virheet ja mitä ohjelma kertoo.

## Ohje

cli-heading-usage = Käyttö:
cli-heading-arguments = Mitä ajetaan
cli-heading-options = Valinnat
cli-heading-commands = Komennot

cli-about = DigiLab: kirjoita lyhyt ohjelma, niin micro:bit tai Arduino tekee, mitä siinä sanotaan.
cli-usage = digilab [VALINNAT] [PAKETTI|KOMENTO]
cli-more = Ilman komentoa avautuu ikkuna; jos annat paketin, se oppitunti avautuu siinä. Jos näyttöä ei ole,
    ensimmäinen ohjelma käynnistyy päätteessä. ”digilab run --help” kertoo lisää oman ohjelman ajamisesta.

cli-run-about = Ajaa ohjelman kortilla, simuloidulla tai oikealla
cli-run-usage = digilab run [VALINNAT] OHJELMA
cli-run-more = Ohjelma voi käyttää sekä micro:bitiä että Arduinoa. Portti kuuluu kortille, jonka --board nimeää;
    muut kortit, joita ohjelma pyytää, simuloidaan, ja siitä kerrotaan.

    Paluuarvo: 0 ohjelma pääsi loppuun tai sen aika loppui, 1 virhe ohjelmassa,
    2 virhe komentorivillä tai tiedosto, jota ei voi lukea, 3 virhe kortissa tai sen portissa,
    130 lopetettiin Ctrl-C:llä.

cli-boards-about = Luettelee sarjaportit ja niissä olevat kortit
cli-boards-usage = digilab boards [VALINNAT]
cli-boards-more = Kysyminen kestää enintään kymmenen sekuntia porttia kohti. Arduino käynnistyy uudelleen, ja micro:bitin
    ohjelma pysäytetään ja käynnistetään uudelleen.

cli-serve-about = Jakaa labran sivun selaimille, esimerkiksi luokassa ilman internetiä
cli-serve-usage = digilab serve [VALINNAT]
cli-serve-more = Ilman valintaa --lan sivun voi avata vain tämän koneen selaimella. Valinnalla --lan sen voivat
    avata kaikki saman verkon koneet, tabletit ja puhelimet; niillä kortit ovat simuloituja, koska
    selain antaa sivun käyttää oikeita kortteja vain https-osoitteessa tai koneella, joka jakaa
    sivun. Ctrl-C lopettaa.

cli-arg-help = Näyttää tämän ohjeen
cli-arg-version = Näyttää ohjelman version
cli-arg-lang = Kieli: { $languages }. Muuten järjestelmän kieli
    .value = KIELI
cli-arg-lesson_pack = Avattava oppituntipaketti: kansio, .digilab-tiedosto tai mukana tulevan paketin tunnus; tai kutsu työpajaan
    .value = PAKETTI
cli-arg-script = Tiedosto, jossa ohjelmasi on
    .value = OHJELMA
cli-arg-board = Kortti: microbit, microbit-v1, arduino, text (mikä tahansa kortti, joka lähettää tekstirivejä) tai auto (se, joka vastaa). Muuten microbit
    .value = KORTTI
cli-arg-port = Missä kortti on: sim (simuloitu tässä koneessa), sarjaportti kuten /dev/ttyACM0 tai COM3, tai tcp://KONE:PORTTI. Muuten sim; valinnalla --board auto ensimmäinen kortti, joka vastaa
    .value = PORTTI
cli-arg-baud = Tekstiä lähettävän kortin nopeus, esimerkiksi 9600. Muuten se kysytään kortilta
    .value = LUKU
cli-arg-time = real: aika kuluu kuin seinäkellossa. virtual: niin nopeasti kuin kone ehtii, vain simuloiduilla korteilla; ajo loppuu silloin 10 minuutin omaan aikaansa, ellei --for sano muuta. Muuten real
    .value = AIKA
cli-arg-limit = Kuinka kauan ohjelma saa olla käynnissä: 5s, 500ms, 2m
    .value = KESTO
cli-arg-seed = Luku, josta satunnaisluvut lasketaan: sama siemenluku antaa samat luvut
    .value = LUKU
cli-arg-input = Tiedosto, jossa on simuloidun kortin tapahtumia, kuten ”500ms press A” tai ”2s pin A0 512”
    .value = TIEDOSTO
cli-arg-record = Tallentaa koko ajon tiedostoon, jotta sen voi toistaa ilman korttia
    .value = TIEDOSTO
cli-arg-replay = Toistaa tallennetun ajon ilman korttia ja kertoo ensimmäisen eron
    .value = TIEDOSTO
cli-arg-trace = Kirjoittaa tiedostoon rivi riviltä, mitä tapahtui
    .value = TIEDOSTO
cli-arg-json = Tulostaa yhden JSON-olion riviä kohti, muita ohjelmia varten
cli-arg-ask = Kysyy jokaisesta portista, mikä kortti ja mikä ohjelmisto vastaa
cli-arg-http_port = Numero, johon sivun osoite päättyy. Muuten 8080
    .value = NUMERO
cli-arg-lan = Saman verkon muutkin koneet saavat avata sivun
cli-arg-folder = Kansio, jossa valmis sivu on. Muuten ohjelman vieressä oleva ”page” tai lähdekoodin ”dist”
    .value = KANSIO

## Mikä komentorivissä on vialla

usage-script-missing = Mikä ohjelma ajetaan? Kirjoita tiedoston nimi sanan ”run” jälkeen, esimerkiksi: digilab run vilkku.rhai
usage-invalid-utf8 = Komentorivillä on merkkejä, jotka eivät ole tekstiä: kirjoita se uudelleen tai anna tiedostolle toinen nimi.
usage-command-unknown = Komentoa ”{ $given }” ei ole. Valitse ”run”, ”boards”, ”serve”, ”lesson” tai ”usage”; ”digilab --help” kertoo lisää.
usage-run-forgotten = Kun ajat ohjelman, kirjoita sen nimen eteen ”run”: digilab run { $given }
usage-option-unknown = Valintaa ”{ $given }” ei ole. ”digilab --help” ja ”digilab run --help” luettelevat valinnat.
usage-option-unknown-meant = Valintaa ”{ $given }” ei ole. Tarkoititko { $meant }?
usage-too-much = Tässä on yksi asia liikaa: ”{ $given }”. Jos tiedoston nimessä on välejä, kirjoita se lainausmerkkeihin.
usage-conflict = { $option } ja { $other } eivät sovi yhteen: jätä toinen pois.
usage-twice = { $option } voi olla vain kerran: jätä toinen pois.
usage-value-missing = Valinnan { $option } jälkeen puuttuu jotain. ”digilab run --help” kertoo, mitä siihen tulee.
usage-value-unwanted = Valinnan { $option } jälkeen ei tule mitään: jätä se pois.
usage-value = ”{ $given }” ei sovi valintaan { $option }. ”digilab run --help” kertoo, mitä siihen tulee.
usage-value-lang = ”{ $given }” ei ole laboratorion kieli. Valitse jokin näistä: { $languages }.
usage-value-board = Korttia ”{ $given }” ei ole. Valitse microbit, microbit-v1, arduino, text tai auto.
usage-value-time = Aikaa ”{ $given }” ei ole. Valitse real tai virtual.
usage-value-for = ”{ $given }” ei ole kesto. Kirjoita luku ja yksikkö, enintään vuorokausi: 5s, 500ms, 2m.
usage-value-seed = ”{ $given }” ei käy siemenluvuksi. Anna kokonaisluku, 0 tai suurempi.
usage-value-baud = ”{ $given }” ei ole nopeus. Anna kokonaisluku väliltä 300–2000000, esimerkiksi 9600.
usage-value-port = ”{ $given }” ei kelpaa osoitteen numeroksi. Anna kokonaisluku väliltä 0–65535, esimerkiksi 8080.
usage-other = Komentoriviä ei voi ymmärtää. ”digilab --help” näyttää, mitä siihen voi kirjoittaa.
usage-text-needs-port = Tekstiä lähettävää korttia ei voi simuloida: anna sen portti valinnalla --port. ”digilab boards” luettelee portit.
usage-virtual-needs-sim = Virtuaalinen aika toimii vain simuloiduilla korteilla: jätä pois --time virtual tai jätä pois --port ja --board { $board }.

## Tiedostot

file-missing = Tiedostoa ”{ $path }” ei ole. Tarkista nimi ja kansio.
file-is-folder = ”{ $path }” on kansio. Anna siinä olevan tiedoston nimi.
file-unreadable = Tiedostoa ”{ $path }” ei voi lukea. Tarkista, että sinulla on lupa avata se.
file-unwritable = Tiedostoon ”{ $path }” ei voi kirjoittaa. Tarkista, että kansio on olemassa ja että sinulla on lupa kirjoittaa sinne.
file-too-large = ”{ $path }” on tähän liian suuri. Enintään { $max } MiB voidaan lukea.
file-not-text = ”{ $path }” ei ole tekstitiedosto. Tallenna ohjelma pelkkänä tekstinä (UTF-8) ja aja uudelleen.
file-input-wrong = ”{ $path }”, rivi { $line }: { $problem }
file-transcript-wrong = ”{ $path }” ei ole tallennettu ajo, jonka voisi toistaa{ $line ->
    [0] {""}
   *[other] {" "}(rivi { $line })
}. Tee uusi valinnalla --record.
file-transcript-newer = ”{ $path }” on tallennettu uudemmalla DigiLabilla. Asenna uusin versio, niin voit toistaa sen.
file-transcript-older = ”{ $path }” on tallennettu vanhemmalla DigiLabilla, joka ajoi ohjelmat toisin. Toista se sillä versiolla tai tallenna ajo uudelleen.

# Mikä --input-tiedoston rivissä on vialla; tiedoston nimen ja rivin jälkeen.
input-time = ”{ $given }” ei ole aika. Rivi alkaa ajalla: { $allowed }.
input-word = Kortille ei voi tehdä näin: ”{ $given }”. Kirjoita jokin näistä: { $allowed }.
input-missing = Rivin lopusta puuttuu jotain. Kirjoita jokin näistä: { $allowed }.
input-extra = ”{ $given }” on liikaa: jätä se pois.
input-range = ”{ $given }” ei käy. Kirjoita kokonaisluku: { $allowed }.
input-button = Painiketta ”{ $given }” ei ole. Kirjoita jokin näistä: { $allowed }.
input-pin = Nastaa ”{ $given }” ei ole. Kirjoita esimerkiksi { $allowed }.
input-too-long = Tiedosto on liian pitkä ({ $given } tavua). Lyhennä sitä.

## Ajon aikana

run-board-simulated = Huomaa: { device-board } simuloidaan, koska portti kuuluu toiselle kortille.
run-nobody-there = Huomaa: { $board ->
    [arduino] Arduino
   *[other] micro:bit
} ei vastannut, joten se simuloidaan.
run-board-found = { device-board } löytyi portista { $port }.
run-remark = Rivi { $line }: { $sentence }
run-looking = Etsitään korttia portista { $port } …
run-replay-same = Ajo on sama kuin tallennettu.
run-replay-differs = { $seconds } sekunnin kohdalla ajo ei ole sama kuin tallennettu ({ $what ->
    [console] konsoli
    [bytes] kortille lähetetyt tavut
    [board] kortti
   *[end] loppu
}). Tallennettu: { $expected }. Nyt: { $found }.
run-replay-nothing = ei mitään
run-internal = Vika on DigiLabissa itsessään. Kerro siitä tekijöille ja liitä ohjelmasi mukaan: { $reason }

## Kortit tekstinä

state-tone = ääni: { $frequency } Hz
state-pin = nasta { $pin }
state-dark = kaikki pois päältä
state-pixels = pikselinauha nastassa { $pin }: { $count } pikseliä
state-mode-input = tulo
state-mode-input-pullup = tulo ylösvedolla
state-mode-output = lähtö
state-mode-analog = analoginen
state-mode-pwm = PWM
state-mode-servo = servo
state-mode-touch = kosketus
state-mode-i2c = I2C
state-mode-pixels = pikselinauha
state-mode-tone = ääni

## digilab boards

boards-none = Yhtään sarjaporttia ei löytynyt. Kytke kortti datajohdolla ja yritä uudelleen.
boards-no-usb = sarjaportti
boards-hint = ”digilab boards --ask” selvittää, mitä niissä on.
boards-asking = Kysytään portista { $port } …

## Ensimmäinen ohjelma

first-hello = Simuloitu micro:bit ajaa ensimmäistä ohjelmaa. Ctrl-C lopettaa sen.
first-hello-for = Simuloitu micro:bit ajaa ensimmäistä ohjelmaa { $seconds } sekuntia.
first-next = Sinun vuorosi: kirjoita oma ohjelma ja aja se komennolla ”digilab run TIEDOSTO”.

## digilab serve

serve-no-page = Sivua ei löydy. Rakenna se komennolla ”web/build” tai anna sen kansio valinnalla --folder.
serve-no-page-in = Kansiossa ”{ $path }” ei ole valmista sivua. Anna kansio, jossa ovat sivun index.html ja sw.js.
serve-port-taken = Toinen ohjelma käyttää jo porttia { $port }, ehkä toinen DigiLab. Lopeta se tai valitse toinen numero: digilab serve --port { $other }
serve-port-denied = Tämä kone ei anna käyttää porttia { $port }. Valitse suurempi numero: digilab serve --port { $other }
serve-port-failed = Porttia { $port } ei voi käyttää tällä koneella. Kokeile toista numeroa: digilab serve --port { $other }
serve-here = Labra on auki. Avaa tämän koneen selaimessa:
serve-others = Avaa saman verkon muilla koneilla:
serve-others-note = Huomaa: muilla koneilla kortit ovat simuloituja. Selain antaa sivun käyttää oikeita kortteja vain https-osoitteessa tai koneella, joka jakaa sivun.
serve-no-network = Tämä kone ei ole verkossa, joten muut eivät voi avata sivua.
serve-end = Ctrl-C lopettaa.
