# Laboratorion funktioiden kutsut, jotka eivät onnistu, ja rajat: yksi viesti jokaista `ApiErrorCode`-koodia kohti.

fault-out-of-range = Funktion ”{ $function }” arvo { $argument } ei voi olla { $given }.
    .advice = Käytä lukua väliltä { $min }–{ $max }.

fault-wrong-type = Funktion ”{ $function }” arvo { $argument } ei voi olla tämä: { $given }.
    .advice = Anna tämä: { $expected }.

fault-unknown-choice = Funktio ”{ $function }” ei tunne sanaa { $given }.
    .advice = Valitse jokin näistä: { $allowed }

fault-unknown-image = Tämä ei ole kuva: { $given }
    .advice = Kuva on viisi riviä, joissa kussakin on viisi numeroa 0–9, esimerkiksi "09090:99999:99999:09990:00900" – tai valmis kuva, kuten HEART.

fault-unknown-note = Tämä ei ole nuotti: { $given }
    .advice = Kirjoita kirjain, oktaavi ja pituus, esimerkiksi "c4:4" tai "f#5:2". "r:4" on tauko.

fault-unknown-pin = Tällä kortilla ({ fault-board }) ei ole nastaa { $given }.
    .advice = Valitse jokin näistä: { $allowed }

fault-not-on-this-board = Tämä kortti ({ fault-board }) ei osaa tätä: ”{ $function }”.
    .advice = Nämä kortit osaavat: { $boards }

fault-text-too-long = Funktiolle ”{ $function }” annettu teksti on liian pitkä: { $given } merkkiä.
    .advice = Käytä enintään { $max } merkkiä.

fault-text-unsupported = Kortti ei voi näyttää merkkiä { $given }.
    .advice = Käytä funktiossa ”{ $function }” kirjaimia, numeroita ja tavallisia merkkejä, kuten ! ja ?

fault-list-length = Funktion ”{ $function }” listan { $argument } pituus on { $given }.
    .advice = Listassa pitää olla { $min }–{ $max } arvoa.

fault-empty-range = Lukujen { $low } ja { $high } välissä ei ole mitään jaettavaa.
    .advice = Anna kaksi eri lukua, pienempi ensin.

fault-not-finite = Funktion ”{ $function }” arvolla { $argument } ei voi laskea: { $given }.
    .advice = Sellainen tulee laskusta, jolla ei ole tulosta, kuten 0.0 / 0.0, tai anturista, joka ei mitannut mitään. Tarkista ensin: if x.is_nan() {"{"} … {"}"}

fault-not-json = ”{ $given }” ei ole JSON-tekstiä.
    .advice = JSON näyttää tältä: {"{"}"nimi": "Aino", "ikä": 12{"}"} – kirjoita se ohjelmassa gravismerkkien (`) väliin.

fault-not-whole-number = { $hint ->
    [empty] Tyhjä teksti ei ole kokonaisluku.
   *[other] ”{ $given }” ei ole kokonaisluku.
}
    .advice = { $hint ->
        [empty] Tarkista ensin, onko tekstissä mitään: if answer != "" {"{"} … {"}"}
        [comma] Siinä on desimaaleja, ja niiden edellä on piste: parse_float("{ $wanted }")
        [decimal] Siinä on desimaaleja: käytä funktiota parse_float etkä parse_int.
        [unit] Tekstissä saa olla vain luku ilman yksikköä: "{ $wanted }"
       *[other] Tekstissä saa olla vain numeroita ja miinusmerkki. Jos joku kirjoitti sen, kysy uudestaan.
    }

fault-not-a-number = { $hint ->
    [empty] Tyhjä teksti ei ole luku.
   *[other] ”{ $given }” ei ole luku.
}
    .advice = { $hint ->
        [empty] Tarkista ensin, onko tekstissä mitään: if answer != "" {"{"} … {"}"}
        [comma] Luvussa on piste eikä pilkku: "{ $wanted }". Näin sen voi muuttaa: answer.replace(",", ".")
        [unit] Tekstissä saa olla vain luku ilman yksikköä: "{ $wanted }"
       *[other] Tekstissä saa olla vain numeroita, piste ja miinusmerkki. Jos joku kirjoitti sen, kysy uudestaan.
    }

fault-text-against-number = Tekstiä "{ $text }" ei voi verrata lukuun { $number } ({ $operator }).
    .advice = Funktio ”ask” antaa tekstin. Tee siitä ensin luku: parse_int(answer)

fault-mixed-kinds = ”{ $function }” ei voi panna näitä kahta järjestykseen: { $left }, { $right }.
    .advice = Anna vain samanlaisia arvoja: pelkkiä lukuja tai pelkkiä tekstejä.

fault-chained-comparison = Arvoa true tai false ei voi verrata lukuun ({ $operator }).
    .advice = Kaksi vertailua yhdistetään merkeillä &&: 0 < x && x < 10

fault-empty-list = Funktio ”{ $function }” tarvitsee listan, jossa on jotain, mutta tämä on tyhjä.
    .advice = Lisää listaan ensin jotain: push(…), tai tarkista: if !list.is_empty() {"{"} … {"}"}

fault-one-character = ”{ $given }” ei ole yksi merkki.
    .advice = Anna täsmälleen yksi, esimerkiksi "A".

fault-too-deep = Tässä on arvoja sisäkkäin yli { $max } tasoa.
    .advice = Ehkä jokin sisältää itsensä, kuten lista saman listan sisällä. Pidä osat vierekkäin yhdessä listassa.

fault-too-many-handlers = Ohjelmalla on yli { $max } odottavaa tehtävää (forever, every, on_press, on_gesture).
    .advice = Luo kukin niistä vain kerran, silmukoiden ulkopuolella.

fault-row-width = ”{ $function }” sai näin monta lukua: { $given }. Taulukon jokaisella rivillä niitä on { $expected }.
    .advice = Anna joka kerta yhtä monta lukua samassa järjestyksessä: tässä { $expected }.

fault-too-few-rows = ”{ $function }” tarvitsee rivejä vähintään { $min }, mutta taulukossa niitä on { $given }.
    .advice = Kerää ensin näytteitä funktiolla ”add” ja katso tulostamalla (print), ovatko ne taulukossa.

fault-table-full = Taulukko on täynnä: siinä on { $max } riviä.
    .advice = Kerää harvemmin, esimerkiksi niin että silmukassa on sleep(100), tai vain kun painiketta painetaan.

fault-too-many-labels = Taulukossa on jo { $max } eri nimilappua.
    .advice = Anna kaikille samanlaisille näytteille sama nimilappu, kuten "shake". Nimilapussa ei saa olla lukua, joka vaihtuu.

fault-no-label = ”{ $function }” tarvitsee jokaiselle näytteelle nimilapun, mutta rivillä { $row } sitä ei ole (ensimmäinen rivi on 0).
    .advice = Kerro funktiolle ”add”, mistä näyte on: samples.add([x, y, z], "shake");

fault-unknown-column = Taulukossa ei ole saraketta { $given }.
    .advice = Valitse jokin näistä: { $allowed }

fault-no-answer = Ohjelma pyytää vastausta, mutta kukaan ei voi kirjoittaa sitä tässä.
    .advice = Aja se siellä, missä voi kirjoittaa: DigiLabin ikkunassa tai päätteessä, jossa syöte tulee näppäimistöltä.

fault-unknown-module = Tällä oppitunnilla ei ole moduulia { $given }.
    .advice = { $allowed ->
        [none] Poista rivi, jossa on ”import”.
       *[other] Nämä voi tuoda: { $allowed }
    }

fault-memory-limit = Ohjelman muisti loppui ({ $max } MiB).
    .advice = Tarkista, ettei silmukka lisää tekstiin tai listaan loputtomasti.

fault-script-too-complex = Ohjelmassa on tähän mennessä niin paljon nimiä, että sen lukeminen kestäisi liian kauan.
    .advice = Kokoa yhteen kuuluvat arvot listoiksi tai olioiksi, ja toista silmukoilla ja funktioilla.

fault-script-too-long = Ohjelma on liian pitkä: { $given } KiB.
    .advice = Se saa olla enintään { $max } KiB. Käytä silmukoita ja funktioita rivien toistamisen sijaan.

fault-no-board = Ohjelma pyytää korttia, jota ei ole: { $given }.
    .advice = { $allowed ->
        [none] Kytke kortti tai valitse simuloitu kortti.
       *[other] Kytke tai valitse se tai käytä korttia, joka on: { $allowed }
    }

fault-stopped = Ohjelma pysäytettiin.
    .advice = Aja se uudelleen, kun haluat jatkaa.

fault-time-over = Tämän ajon aika on täynnä.
    .advice = Aja ohjelma uudelleen tai anna sille enemmän aikaa.

fault-lab-fell = DigiLab itse kompastui tähän ohjelmaan ja käynnistyi uudelleen.
    .advice = Vika on DigiLabissa, ei sinussa. Aja ohjelma vielä kerran; jos sama toistuu, kerro opettajalle.

# Kortti, josta lause kertoo.
fault-board = { $board ->
    [microbit] micro:bit
    [microbit-v1] micro:bit V1
    [arduino] Arduino
    [text] tekstiä lähettävä kortti
   *[other] { $board }
}
