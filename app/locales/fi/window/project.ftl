# Projektit: mikä tallentamisessa voi mennä vikaan, yksi viesti jokaista `ProjectErrorCode`-koodia kohti, ja versioiden nimet.

project-disk-full = Tallennustila on täynnä, joten ”{ $name }” ei ole vielä tallessa.
    .advice = Ohjelmasi on yhä tässä ikkunassa. Poista koneelta jotain tarpeetonta tai pyydä apua; tallennus yrittää itse uudelleen.

project-read-only = Projektia ”{ $name }” ei voi muuttaa: sen kansiota tai tiedostoa saa vain lukea.
    .advice = Tallenna projekti toiseen paikkaan tai pyydä opettajalta apua.

project-no-permission = Tietokone ei anna DigiLabin käyttää tiedostoa ”{ $name }”.
    .advice = Tarkista, ettei tiedosto ole auki toisessa ohjelmassa, tai pyydä opettajalta apua.

project-file-gone = Tiedostoa ”{ $name }” ei löydy.
    .advice = Se on ehkä poistettu, siirretty tai nimetty uudelleen. Katso myös roskakorista.

project-version-gone = Tätä projektin ”{ $name }” versiota ei enää ole.
    .advice = Avaa versioiden luettelo uudelleen ja valitse jokin toinen.

project-not-text = Tiedosto ”{ $name }” ei ole tekstiä.
    .advice = Valitse tiedosto, jossa on ohjelma. Kuvia, asiakirjoja ja muita tiedostoja ei voi avata tässä.

project-too-large = ”{ $name }” on liian suuri: projekti saa olla enintään { $max } KiB.
    .advice = Lyhennä ohjelmaa. Silmukat ja funktiot säästävät monta riviä.

project-name-unusable = Nimeä ”{ $name }” ei voi käyttää.
    .advice = Kirjoita nimeen ainakin yksi kirjain tai numero.

project-name-taken = Sinulla on jo projekti, jonka nimi on ”{ $name }”.
    .advice = Keksi toinen nimi.

project-changed-elsewhere = Projektia ”{ $name }” on muutettu myös muualla.
    .advice = Mitään ei kadonnut: sinun versiosi on nyt projekti ”{ $copy }”, ja toinen on ennallaan.

project-damaged-link = Linkki on vioittunut, eikä ohjelmaa saada siitä esiin.
    .advice = Kopioi koko linkki alusta loppuun tai pyydä se uudelleen.

project-settings-damaged = Asetuksia ei voinut lukea, joten käytössä ovat tavalliset asetukset.
    .advice = Valitse kieli ja ulkoasu uudelleen. Vanhat asetukset ovat tallessa: { $file }

project-not-kept = Selain ei anna DigiLabin tallentaa mitään, joten projektit säilyvät vain niin kauan kuin tämä sivu on auki.
    .advice = Lataa ohjelmasi tiedostoksi, ennen kuin suljet sivun. Tallennus toimii, kun sivu avataan tavallisessa ikkunassa eikä yksityisessä ja evästeet on sallittu.

project-pack-not-fetched = Oppituntia osoitteesta { $address } ei saada ({ $reason }).
    .advice = Tarkista osoite ja verkko. Toisen sivuston tiedostolla on oltava https-osoite, ja sivuston on sallittava lukeminen muilta sivuilta (CORS).

project-pack-reader-failed = Oppituntia ei pystytty lukemaan täällä.
    .advice = Lataa sivu uudelleen ja yritä vielä kerran. Ohjelmasi ovat tallessa.

project-texts-not-loaded = Sen kielen tekstejä ei saatu ladattua.
    .advice = Tarkista verkko ja valitse kieli uudelleen.

project-store-failed = Tiedoston ”{ $name }” käsittely ei onnistunut ({ $reason }).
    .advice = Yritä uudelleen. Jos se ei auta, kopioi ohjelmasi talteen ja pyydä opettajalta apua.

# Uuden projektin nimi.
project-untitled = Uusi projekti

# Miten versio syntyi.
project-version-run = Ajettu
project-version-typing = Tallennettu kirjoittaessa
project-version-restored = Palautettu vanhasta
project-version-opened = Avattu
