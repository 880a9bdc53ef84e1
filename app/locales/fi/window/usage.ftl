# The usage log, where something is wrong with it.

log-damaged = Käyttöloki oli vioittunut. Se on tallessa nimellä { $value }, ja uusi on aloitettu.
    .advice = DigiLab toimii kuten ennenkin. Laitteista vastaava voi haluta nähdä tuon tiedoston.
log-disk-full = Käyttölokia ei voi kirjoittaa: levy on täynnä.
    .advice = DigiLab toimii kuten ennenkin. Tee levylle tilaa, kun ehdit.
log-read-only = Käyttölokia ei voi kirjoittaa: sen paikkaan ei saa kirjoittaa.
    .advice = DigiLab toimii kuten ennenkin. Laitteista vastaava voi antaa sille paikan.
log-newer = Käyttölokin on tehnyt uudempi DigiLab, joten tämä ei koske siihen.
    .advice = DigiLab toimii kuten ennenkin. Päivitä se, niin käyttö lasketaan.
log-busy = Käyttöloki on varattu toiselle ikkunalle tai ohjelmalle.
    .advice = Mitään ei katoa. Sulje DigiLabin muut ikkunat tai välilehdet, niin näet sen täällä; jos tilanne jatkuu, käynnistä tietokone uudelleen.
log-wrong-line = { $path }: rivi { $value } ei ole käyttölokin rivi, joten tiedostosta ei otettu mitään.
    .advice = Tiedostot tehdään komennolla ”digilab usage export”.
log-unreadable = Tiedostoa { $path } ei voi lukea.
    .advice = Katso, että se on olemassa ja että sitä saa lukea.
log-not-kept = Valintaasi käyttölokista ei voitu tallentaa.
    .advice = Se pysyy ennallaan. Ehkä koneiden ylläpitäjä on päättänyt siitä.
log-off = Käyttöloki on tällä laitteella pois päältä, joten tätä ei laskettaisi.
    .advice = Sen voi kytkeä päälle asetusten kohdassa ”Omat tiedot”, ellei laitteen ylläpitäjä ole päättänyt toisin.
log-address = Käyttölokia ei lähetetä: ”{ $value }” ei ole osoite, johon sen saa lähettää.
    .advice = Koneiden ylläpitäjä voi kirjoittaa tiedostoon usage.json https-osoitteen.
log-failed = Käyttöloki ei toimi: { $value }
    .advice = DigiLab toimii kuten ennenkin.
log-settings-wrong = Tiedostosta { $value } ei saa selvää, joten käyttölokiin ei kirjata mitään.
    .advice = DigiLab toimii kuten ennenkin. docs/usage-log.md näyttää, miltä tiedosto näyttää; pilkku tai lainausmerkki voi puuttua.
