# Oppimispaketit: mikä paketissa voi olla vialla, yksi viesti jokaista `FindingCode`-koodia kohti.

## Zipit, kansiot ja niiden tiedostot.

pack-zip-broken = Tämä ei ole oppimispaketti, tai se on vioittunut ({ $reason }).
    .advice = Hae tiedosto uudelleen tai tee se uudelleen komennolla ”digilab lesson pack”.

pack-zip-too-large = Paketti on liian suuri: siinä saa olla enintään { $max_mib } MiB.
    .advice = Pienennä kuvia ja jätä pois se, mitä mikään vaihe ei tarvitse.

pack-too-many-files = Paketissa on liikaa tiedostoja: niitä saa olla enintään { $max }.
    .advice = Jätä pois se, mitä mikään vaihe ei tarvitse, tai jaa paketti kahdeksi.

pack-zip-method = Tiedosto on pakattu tavalla, jota DigiLab ei lue.
    .advice = Älä käytä salasanaa, ja tee paketti komennolla ”digilab lesson pack”.

pack-path-escapes = Tiedosto päätyisi paketin kansion ulkopuolelle.
    .advice = Älä käytä pakettia, jos et tiedä, mistä se on tullut. Jos paketti on omasi, käytä nimiä, joissa ei ole merkkiä \ eikä kahta pistettä.

pack-name-odd = Tämä nimi ei toimi kaikilla tietokoneilla.
    .advice = Käytä vain kirjaimia a–z, numeroita, yhdysmerkkejä, alaviivoja ja pisteitä, ja pidä nimi lyhyenä.

pack-link = Tämä on linkki muualle eikä tiedosto.
    .advice = Laita linkin tilalle itse tiedosto.

pack-file-twice = Tämä on joillakin tietokoneilla sama nimi kuin ”{ $other }”.
    .advice = Anna toiselle niistä uusi nimi. Pelkät isot kirjaimet eivät riitä eroksi.

pack-folder-unreadable = Tätä ei voi lukea ({ $reason }).
    .advice = Tarkista, että kansio on olemassa ja että saat avata sen.

pack-folder-taken = Tässä kansiossa on jo jotain.
    .advice = Valitse kansio, joka on tyhjä tai jota ei vielä ole. Mitään ei kirjoitettu päälle.

pack-folder-unwritable = Tätä ei voi kirjoittaa ({ $reason }).
    .advice = Tarkista, että saat kirjoittaa sinne ja että levyllä on tilaa.

## Tiivisteet ja allekirjoitukset.

pack-hashes-broken = Paketin tiedostoluetteloa ei voi lukea.
    .advice = Hae paketti uudelleen. Jos se on omasi, tee se uudelleen komennolla ”digilab lesson pack”.

pack-hash-wrong = Tätä tiedostoa on muutettu paketin tekemisen jälkeen.
    .advice = Hae paketti uudelleen. Jos se on omasi, tee se uudelleen komennolla ”digilab lesson pack”.

pack-hash-unlisted = Tämä tiedosto on lisätty paketin tekemisen jälkeen.
    .advice = Hae paketti uudelleen. Jos se on omasi, tee se uudelleen komennolla ”digilab lesson pack”.

pack-hash-gone = Tiedosto ”{ $path }” on poistettu paketista.
    .advice = Hae paketti uudelleen. Jos se on omasi, tee se uudelleen komennolla ”digilab lesson pack”.

pack-signature-broken = Paketin allekirjoitusta ei voi lukea.
    .advice = Hae paketti uudelleen tai kysy allekirjoittajalta.

pack-signature-wrong = Allekirjoitus ei kuulu tähän pakettiin: joku on muuttanut pakettia.
    .advice = Älä käytä sitä. Hae se uudelleen allekirjoittajalta.

pack-key-broken = Tässä tiedostossa ei ole avainta.
    .advice = Valitse tiedosto, jonka DigiLab teki avaimeksesi.

pack-signer-odd = Tätä nimeä ei voi käyttää allekirjoituksessa.
    .advice = Kirjoita yhdelle riville 1–100 merkin nimi, jonka ympärillä ei ole välilyöntejä.

## Mikä tahansa tiedosto.

pack-file-missing = Tämä tiedosto puuttuu.
    .advice = Lisää se. ”digilab lesson new” tekee pienen paketin, jossa on kaikki.

pack-file-unknown = Tämä tiedosto ei kuulu mihinkään paketissa.
    .advice = Poista se tai siirrä se kansioon ”assets” tai jonkin vaiheen kansioon.

pack-not-utf8 = Tekstiä ei ole tallennettu UTF-8-muodossa.
    .advice = Tallenna tiedosto uudelleen ja valitse muokkaimessa UTF-8.

pack-text-too-large = Teksti on liian pitkä: siinä saa olla enintään { $max_kib } KiB.
    .advice = Lyhennä sitä tai jaa se kahdeksi vaiheeksi.

pack-toml-broken = Tätä riviä ei voi lukea ({ $reason }).
    .advice = Katso, puuttuuko tältä tai edelliseltä riviltä lainausmerkki tai sulje.

pack-toml-unknown = DigiLab ei tunne tässä sanaa ”{ $key }”.
    .advice = Tarkista, miten se on kirjoitettu. Tässä käyvät: { $known }

pack-toml-missing = Tästä puuttuu ”{ $key }”.
    .advice = Lisää rivi, joka alkaa sillä. Oppimispakettien ohjeessa on esimerkki.

pack-toml-value = Tämä arvo ei sovi tähän ({ $reason }).
    .advice = Vertaa sitä oppimispakettien ohjeen esimerkkiin.

## pack.toml.

pack-format-version = Paketin muoto on { $found }, ja tämä DigiLab tuntee muodon { $known }.
    .advice = Päivitä DigiLab tai pyydä pakettia, jonka muoto on { $known }.

pack-id = ”{ $id }” ei kelpaa paketin tunnukseksi.
    .advice = Käytä 3–64 merkkiä: pieniä kirjaimia a–z, numeroita ja yhdysmerkkejä, esimerkiksi katu-valo.

pack-version = ”{ $version }” ei ole versio.
    .advice = Kirjoita kolme lukua, joiden välissä on pisteet, esimerkiksi 1.0.0.

pack-licence = ”{ $licence }” ei ole tunnettu lisenssi.
    .advice = Kirjoita sen SPDX-nimi, esimerkiksi CC-BY-4.0 tai CC0-1.0.

pack-list-empty = Kohdassa ”{ $key }” ei ole mitään tai siinä on tyhjä.
    .advice = Kirjoita siihen ainakin yksi, lainausmerkkien väliin.

pack-list-twice = ”{ $value }” on kohdassa ”{ $key }” kahdesti.
    .advice = Poista niistä toinen.

pack-grades = Nämä eivät ole kaksi luokkaa väliltä 1–12.
    .advice = Kirjoita ensimmäinen ja viimeinen luokka, pienempi ensin, esimerkiksi [5, 9].

pack-minutes-sum = Vaiheisiin menee yhteensä { $sum } minuuttia, mutta tässä lukee { $given }.
    .advice = Kirjoita tähän { $sum } tai muuta vaiheiden minuutteja.

pack-step-name = ”{ $step }” ei kelpaa vaiheen nimeksi.
    .advice = Käytä pieniä kirjaimia a–z, numeroita ja yhdysmerkkejä, esimerkiksi 01-valo.

pack-step-unlisted = Tiedosto pack.toml ei mainitse vaihetta ”{ $step }”.
    .advice = Lisää se tiedoston pack.toml kohtaan ”steps” tai poista kansio.

pack-text-missing = ”{ $key }” puuttuu yhdeltä kieleltä: { $language }
    .advice = Kirjoita se jokaisella paketin kielellä.

pack-text-extra = ”{ $key }” on kielellä, jota paketissa ei ole: { $language }
    .advice = Lisää kieli tiedoston pack.toml kohtaan ”languages” tai poista teksti.

## Se, minkä oppilaat lukevat.

pack-front-missing = Teksti ei ala otsikolla ja minuuteilla.
    .advice = Kirjoita ne alkuun kahden sellaisen rivin väliin, joilla on kolme yhdysmerkkiä (---).

pack-front-line = Tämä tekstin edessä oleva rivi ei tarkoita mitään: { $text }
    .advice = Siihen kuuluvat vain title ja minutes, kummankin perässä kaksoispiste.

pack-title-missing = Tekstiltä puuttuu otsikko.
    .advice = Kirjoita se tekstin eteen, esimerkiksi ”title: Sytytä valo”.

pack-minutes = Vaihe ei kerro, montako minuuttia siihen menee.
    .advice = Kirjoita tekstin eteen kokonaisluku väliltä 1–600, esimerkiksi ”minutes: 10”.

pack-minutes-differ = Vaiheeseen menee tässä { $given } minuuttia mutta toisella kielellä { $other }: { $language }
    .advice = Kirjoita sama luku jokaisella kielellä.

pack-text-deep = Luetteloita tai lainauksia on liian monta sisäkkäin: yli { $max }.
    .advice = Kirjoita se vähemmin tasoin.

pack-text-html = Tässä on HTML:ää, jota DigiLab ei näytä.
    .advice = Kirjoita se Markdownina. Jos tarkoitat itse merkkiä <, laita sanat gravisten (`) väliin.

pack-text-empty = Ennen vihjeitä ei ole mitään luettavaa.
    .advice = Kirjoita, mitä oppilaan pitää tehdä.

pack-hint-empty = Tässä vihjeessä ei ole mitään.
    .advice = Kirjoita vihje otsikkonsa alle tai poista otsikko.

pack-hints-differ = Tässä on { $found } vihjettä mutta toisella kielellä { $expected }: { $language }
    .advice = Kirjoita samat vihjeet jokaisella kielellä. Vihjeen otsikko on aina ”## Hint”.

pack-headings-differ = Tässä on { $found } otsikkoa mutta toisella kielellä { $expected }: { $language }
    .advice = Kirjoita samat osat jokaisella kielellä.

pack-code-differs = Tässä on { $found } koodinpätkää mutta toisella kielellä { $expected }: { $language }
    .advice = Näytä sama koodi jokaisella kielellä.

pack-code-unnamed = Tämä koodi ei kerro, mistä ohjelmasta se on.
    .advice = Kirjoita kolmen merkin (```) perään ”rhai starter” tai ”rhai solution”. Muulle tekstille kirjoita ”text”.

pack-code-strange = Tätä koodia ei ole sanasta sanaan tiedostossa { $source }.rhai.
    .advice = Kopioi rivit tiedostosta { $source }.rhai tai muuta ohjelmaa siellä.

pack-link-gone = Linkki vie tiedostoon, jota ei ole: { $address }
    .advice = Lisää tiedosto tai korjaa linkki.

pack-link-insecure = Linkin alussa ei ole https: { $address }
    .advice = Käytä sivun https-osoitetta tai jätä linkki pois.

pack-image-gone = Kuvaa ei ole paketissa: { $path }
    .advice = Laita se kansioon ”assets” ja kirjoita koko polku, esimerkiksi assets/valo.png.

pack-image-silent = Kuvassa ei ole tekstiä niille, jotka eivät näe sitä: { $path }
    .advice = Kirjoita hakasulkeiden väliin, mitä kuva esittää.

pack-image-place = Kuva ei voi olla otsikossa, taulukossa eikä linkissä.
    .advice = Siirrä se omalle rivilleen.

## Kuvat ja äänet.

pack-asset-kind = Tämä ei ole kuva eikä ääni, jonka DigiLab tuntee.
    .advice = Käytä kuviin PNG:tä tai SVG:tä ja ääniin WAVia, OGG:tä tai MP3:a. Nimen pääte kirjoitetaan pienellä.

pack-asset-unused = Mikään teksti ei käytä tätä tiedostoa.
    .advice = Käytä sitä jossakin vaiheessa tai poista se.

pack-image-broken = Kuvaa ei voi lukea ({ $reason }).
    .advice = Tallenna se uudelleen PNG- tai SVG-muodossa.

pack-image-too-large = Kuvassa tai kaikissa kuvissa yhteensä on liikaa pikseleitä: yhdessä saa olla enintään { $max_megapixels } miljoonaa.
    .advice = Pienennä kuvia: 1 600 pikseliä leveyttä riittää.

pack-image-active = Piirroksessa on ohjelma, tai se hakee jotain muualta: { $what }
    .advice = Tallenna se ”tavallisena SVG:nä” tai PNG:nä.

## check.toml.

pack-check-empty = Yhdellä paketin korteista ei tarkisteta mitään: { $board }
    .advice = Kirjoita sille [[scenario]] tai sellainen, jossa ei ole kohtaa ”board”: se on kaikille.

pack-check-no-expectation = Tämä ajo ei odota mitään, joten jokainen ohjelma läpäisee sen.
    .advice = Kirjoita sen alle [[scenario.expect]].

pack-check-see = Tästä puuttuu, mitä pitää nähdä, tai se on tässä kahdesti.
    .advice = Kirjoita joko ”see” tai ”in_order”.

pack-check-often = ”times” ja how = "often" kuuluvat yhteen, ja toinen puuttuu.
    .advice = Kirjoita molemmat tai älä kumpaakaan.

pack-check-times = Nämä ajat eivät sovi yhteen.
    .advice = Kirjoita joko ”at_ms”, tarvittaessa myös ”tolerance_ms”, tai ”from_ms” ja ”until_ms”.

pack-check-name = Nimellä ”{ $name }” ei arvota mitään.
    .advice = Lisää se saman ajon kohtaan ”random” tai korjaa nimi.

pack-check-draw = Kohtaa ”{ $name }” ei voi arpoa.
    .advice = Käytä nimessä pieniä kirjaimia a–z, numeroita ja alaviivoja, ja anna ainakin yksi sana, josta arpoa.

pack-check-range = Väli loppuu lukuun { $to } ennen kuin se alkaa luvusta { $from }.
    .advice = Kirjoita pienempi luku ensin.

pack-check-number = ”{ $key }” ei voi olla { $given }.
    .advice = Kirjoita luku väliltä { $min }–{ $max }.

pack-check-picture = ”{ $picture }” ei ole kuva.
    .advice = Kirjoita nimi, esimerkiksi HEART, tai viisi viiden numeron riviä, joiden välissä on kaksoispisteet. Myös ”dark” ja ”lit” käyvät.

pack-check-braces = Tätä ei voi laskea: { $text }
    .advice = Kirjoita aaltosulkeisiin jonkin arvotun nimi tai lasku, esimerkiksi $nimi + 1. Lasku toimii vain luvuilla.

pack-check-board = Paketti ei ole tälle kortille: { $board }
    .advice = Lisää se tiedoston pack.toml kohtaan ”boards” tai poista se tästä.

pack-check-repeat = ”times” ja ”every_ms” kuuluvat yhteen, ja toinen puuttuu.
    .advice = Kirjoita, montako kertaa se tapahtuu ja kuinka pitkä aika kertojen välillä on.
