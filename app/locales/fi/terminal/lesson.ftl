# `digilab lesson`: oppituntipakettien tekijöille.

## Help

cli-lesson-about = Tekee, tarkistaa ja pakkaa oppitunteja
cli-lesson-usage = digilab lesson KOMENTO
cli-lesson-more = Oppituntipaketti on kansio tai sama kansio pakattuna yhteen tiedostoon NIMI.digilab. Ohje
    docs/teachers.md näyttää tien komennosta ”digilab lesson new” oppilaiden näytöille.

cli-lesson-new-about = Aloittaa paketin: kansion, jossa on yksi pieni, toimiva vaihe
cli-lesson-new-usage = digilab lesson new [VALINNAT] TUNNUS
cli-lesson-new-more = ”digilab lesson check TUNNUS” kertoo milloin tahansa, mitä vielä puuttuu.

cli-lesson-check-about = Kertoo, mitä paketeissa on vialla, ja todistaa ne toimiviksi
cli-lesson-check-usage = digilab lesson check [VALINNAT] POLKU…
cli-lesson-check-more = Jokaisen aloitusohjelman on jäätävä tarkistukseen ja jokaisen ratkaisun läpäistävä se,
    kaikilla paketin korteilla ja kuudella eri arvonnalla. Kansio täynnä paketteja tarkoittaa
    niitä kaikkia.

    Paluuarvo: 0 kaikki kunnossa, 1 jossakin paketissa on vikaa, 2 virhe komentorivillä tai
    tiedosto, jota ei voi lukea.

cli-lesson-pack-about = Pakkaa kansion yhdeksi tiedostoksi eteenpäin annettavaksi
cli-lesson-pack-usage = digilab lesson pack [VALINNAT] POLKU
cli-lesson-pack-more = { "" }

cli-lesson-sign-about = Allekirjoittaa pakatun paketin
cli-lesson-sign-usage = digilab lesson sign --key TIEDOSTO --name NIMI PAKETTI
cli-lesson-sign-more = Pidä avain itselläsi: se, jolla on avain, voi allekirjoittaa nimissäsi.

cli-lesson-list-about = Luettelee nimetyt tai sisäänrakennetut paketit
cli-lesson-list-usage = digilab lesson list [VALINNAT] [POLKU…]
cli-lesson-list-more = { "" }

cli-lesson-export-about = Kirjoittaa paketista tiedot, joita oppimateriaaliluettelot tarvitsevat
cli-lesson-export-usage = digilab lesson export --jsonld POLKU
cli-lesson-export-more = { "" }

cli-arg-id = Paketin nimi tiedostoissa ja osoitteissa: pieniä kirjaimia, numeroita ja yhdysmerkkejä, esimerkiksi katuvalo
    .value = TUNNUS
cli-arg-pack_boards = Kortit, joille se on, pilkuilla eroteltuina: microbit, microbit-v1, arduino. Ilman tätä microbit
    .value = KORTIT
cli-arg-languages = Kielet, joilla se on, pilkuilla eroteltuina. Ilman tätä { $languages }
    .value = KIELET
cli-arg-packs = Kansioita ja tiedostoja, joissa on paketteja
    .value = POLKU
cli-arg-pack = Paketin kansio tai tiedosto
    .value = POLKU
cli-arg-output = Mihin pakattu paketti menee. Ilman tätä paketin tunnuksen nimiseen tiedostoon tässä kansiossa
    .value = TIEDOSTO
cli-arg-file = Pakattu paketti
    .value = PAKETTI
cli-arg-key = Tiedosto, jossa avaimesi on
    .value = TIEDOSTO
cli-arg-new_key = Tekee tiedoston ja siihen uuden avaimen
cli-arg-name = Sinun tai koulusi nimi sellaisena kuin paketin avaaja sen näkee
    .value = NIMI
cli-arg-jsonld = JSON-LD-muodossa, schema.orgin ja LRMI:n sanoin

## What is wrong with a command line

usage-lesson-missing = Jotain puuttuu. ”digilab lesson --help” näyttää, mitä siihen kuuluu, esimerkiksi: digilab lesson check oma-paketti
usage-lesson-command-missing = Mitä oppitunneille tehdään? Valitse ”new”, ”check”, ”pack”, ”sign”, ”list” tai ”export”; ”digilab lesson --help” kertoo lisää.
usage-lesson-command-unknown = ”{ $given }” ei ole oppituntien komento. Valitse ”new”, ”check”, ”pack”, ”sign”, ”list” tai ”export”; ”digilab lesson --help” kertoo lisää.
usage-value-lesson-board = Korttia ”{ $given }” ei ole oppitunneille. Valitse microbit, microbit-v1 tai arduino.
usage-value-languages = ”{ $given }” ei ole labran kieli. Valitse näistä, pilkut välissä: { $languages }.

## What is told

lesson-new-done = Kansio ”{ $id }” on tehty, ja siinä on yksi toimiva vaihe. Muuta sitä mielesi mukaan; ”digilab lesson check { $id }” kertoo, mitä vielä puuttuu.
lesson-pack-done = ”{ $file }” on valmis ({ $kilobytes } kt). Avaa se labrassa tai anna eteenpäin.
lesson-sign-done = ”{ $file }” on allekirjoitettu, allekirjoittaja { $name }. Avaimen sormenjälki on { $fingerprint }.
lesson-sign-key-made = Uusi avain on tiedostossa ”{ $file }”. Pidä se itselläsi ja ota siitä kopio talteen.
lesson-sign-key-there = ”{ $file }” on jo olemassa, eikä avainta saa hukata. Jätä --new-key pois, niin allekirjoitat sillä, tai nimeä toinen tiedosto.
lesson-sign-key-wrong = Tiedostossa ”{ $file }” ei ole avainta. Tee avain valinnalla --new-key.
lesson-sign-no-chance = Tämä tietokone ei anna avaimeen satunnaislukuja. Tee avain toisella tietokoneella.
lesson-check-done = { $packs ->
    [one] Yksi paketti on kunnossa
   *[other] { $packs } pakettia on kunnossa
}: { $steps ->
    [one] yksi vaihe, todistettu
   *[other] { $steps } vaihetta, kaikki todistettu
} jokaisella kortilla { $seeds } arvonnalla.
lesson-check-failed = { $findings ->
    [one] Yksi asia on
   *[other] { $findings } asiaa on
} korjattava.
lesson-list-line = { $id } { $version }: { $title } ({ $steps ->
    [one] yksi vaihe
   *[other] { $steps } vaihetta
}, { $minutes } min, { $boards }; { $signature })
lesson-unsigned = ei allekirjoitusta
lesson-signed = allekirjoittaja { $name }, { $fingerprint }

## What a proof finds

proof-starter-passes = Aloitusohjelma läpäisee tarkistuksen jo nyt, kun kortti on { $board } ja siemen { $seed }.
    .advice = Jätä oppilaalle jotain tehtävää tai katso tarkemmin tiedostoa check.toml: aloitusohjelman on jäätävä tarkistukseen.
proof-solution-fails = Ratkaisu ei läpäise tarkistusta, kun kortti on { $board } ja siemen { $seed }: { $what }
    .advice = Korjaa ratkaisu, tai check.toml, jos se vaatii enemmän kuin teksti.
proof-check-broken = Tarkistus itse ei toimi, kun kortti on { $board }: { $what }
    .advice = Korjaa check.toml.
proof-lab-fell = DigiLab itse kompastui tähän ohjelmaan, kun kortti on { $board } ja siemen { $seed }.
    .advice = Se on DigiLabin virhe, ei sinun. Ilmoita siitä ja lähetä tämä tiedosto mukaan. Kirjoita rivi siihen asti toisella tavalla.
