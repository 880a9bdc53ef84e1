# The list of the usage log's fields, for data-protection officers: `digilab usage fields`.

field-title-head = Mitä käyttölokiin kirjataan
field-intro-head = Tämä luettelo tehdään ohjelman lähdekoodista: ”digilab usage fields” tulostaa sen, ja testi pitää tämän tiedoston samana. Muuta lokissa ei ole. Tapahtumat poistetaan { $days } päivän kuluttua, ja ne, jotka ovat kaupungin tietovarastossa, { $sent } päivän kuluttua, ellei kaupunki ole asettanut muuta aikaa.
field-every-head = Joka rivillä

field-format = tämän luettelon versio
field-id = tapahtuman tunnus, joka lasketaan kahdesta seuraavasta
field-session = DigiLabin avauskerta, satunnainen luku
field-sequence = monesko istunnon tapahtuma
field-at = milloin, UTC-aikaa
field-actor = joka istunnossa satunnainen; peitenimien kanssa lukuvuoden peitenimi
field-is-pseudonym = onko se peitenimi
field-school = koulun tunnus, jos se on asetettu
field-persons-per-seat = montako henkilöä laitteella yleensä on yhtä aikaa, niin kuin se on asetettu
field-edition = ohjelma vai selaimen sivu
field-version = DigiLabin versio
field-active-s = aktiivista käyttöä tähän asti, sekunteina
field-family = micro:bit, Arduino tai kortti, joka tulostaa
field-is-simulated = oliko kortti ruudulla
field-duration-ms = kauanko ohjelmaa suoritettiin, millisekunteina
field-outcome = miten se päättyi: loppuun, pysäytettynä vai millaiseen virheeseen
field-code = millainen vika
field-pack = oppitunti, jos se kuuluu DigiLabiin; kaikki muut ovat ”own”
field-is-ai = kertooko oppitunti tekoälystä
field-step = mikä vaihe
field-workshop = työpajan koodi
field-expected = montako opettaja odottaa
field-headcount = montako osallistui opettajan laskun mukaan
field-pilot = pilotin tunnus
