# Projektien ikkuna: luettelo, avoimen projektin historia ja roskakori.

projects-title = Projektit
projects-close = Sulje (Esc)
projects-tab-mine = Omat projektit
projects-tab-history = Historia
projects-tab-trash = Roskakori
projects-saving = Tallennetaan ensin…
projects-cancel = Peru
projects-done = Valmis
projects-back = Takaisin

## Milloin

projects-today = tänään klo { $hour }.{ $minute }
projects-yesterday = eilen klo { $hour }.{ $minute }
projects-month = { $month }
projects-date = { $day }.{ projects-month }.
projects-date-year = { $day }.{ projects-month }.{ $year }

## Luettelo

projects-new = Uusi projekti
projects-bring-in = Tuo tiedosto
projects-open-link = Avaa linkki
projects-search = Etsi projektia nimellä
projects-none = Sinulla ei ole vielä projekteja. Tee ensimmäinen!
projects-not-found = Tällaista nimeä ei löytynyt.
projects-open-now = auki nyt, muutettu { $when }
projects-more = Lisää: { $name }
projects-open = Avaa
projects-rename = Nimeä uudelleen
projects-copy = Tee kopio
projects-take-out = Lataa tiedostona
projects-share = Jaa
projects-delete = Poista
projects-deleted = ”{ $name }” on roskakorissa.
projects-take-back = Ota takaisin
projects-name = Projektin nimi
projects-new-name = Uusi nimi
projects-make = Tee projekti

## Jakaminen

projects-link = Liitä tähän linkki tai koodi, jonka sait
projects-no-link = Tässä ei ole jaettua ohjelmaa.
    .advice = Kopioi koko linkki alusta loppuun ja liitä se tähän.
projects-shared-name = Jaettu ohjelma
projects-share-link = Linkki projektiin ”{ $name }”
projects-share-link-hint = Jokainen, joka avaa linkin, saa oman kopion ohjelmasta. Linkki ei muutu, vaikka jatkat ohjelmaasi.
projects-copy-link = Kopioi linkki
projects-share-code = Projektin ”{ $name }” koodi
projects-share-code-hint = Lähetä koodi kaverille tai opettajalle. Hän valitsee omassa DigiLabissaan Projektit ja Avaa linkki ja liittää koodin sinne.
projects-copy-code = Kopioi koodi
projects-share-long = Siitä tuli pitkä ({ $count } merkkiä), ja jotkin viestiohjelmat voivat katkaista sen. Tiedostona lähettäminen on varmempaa.
projects-share-too-long = Ohjelma on liian pitkä jaettavaksi näin. Lataa se tiedostona ja lähetä tiedosto.
projects-copied = Kopioitu. Liitä se nyt viestiin.

## Historia

projects-history-none = Avaa ensin projekti.
projects-history-hint = Projektin ”{ $name }” vanhat versiot. Valitse versio, niin näet, mitä siinä on.
projects-history-empty = Vanhoja versioita ei ole vielä. Niitä syntyy, kun ajat ohjelmaa ja kirjoitat.
projects-version = { $lines ->
    [one] { $kind }, { $lines } rivi
   *[other] { $kind }, { $lines } riviä
}
projects-version-difference = Mikä muuttuu
projects-version-whole = Koko ohjelma
projects-version-signs = + tulee takaisin, - jää pois, jos palautat tämän version.
projects-version-same = Ohjelma on sama kuin nyt.
projects-version-too-long = Ohjelmat ovat niin pitkiä, ettei niitä voi verrata. Katso koko ohjelmaa.
projects-version-empty = Tämä versio on tyhjä.
projects-version-settings = Myös kortit tai niiden osat olivat erilaisia.
projects-restore = Palauta tämä versio

## Roskakori

projects-trash-hint = Poistetut projektit ovat täällä { $days } päivää.
projects-trash-empty = Roskakori on tyhjä.
projects-put-back = Palauta
projects-put-back-name = Palauta { $name }
projects-deleted-when = poistettu { $when }
