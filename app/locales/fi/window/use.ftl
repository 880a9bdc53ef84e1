# The sheet about the lab's use: workshop, numbers, what this device holds.

use-title = Työpaja ja käyttö
use-tab-workshop = Työpaja
use-tab-report = Mihin DigiLabia on käytetty
use-tab-data = Omat tiedot

## Workshop

use-join = Tulen työpajaan
use-join-code = Opettajan näyttämä koodi (kuusi merkkiä)
use-join-now = Liity
use-join-file = Avaa kutsu…
use-join-other = Liity toiseen työpajaan
use-joined = Olet liittynyt työpajaan. Sulje tämä ja aloita!
use-wrong-code = Tämä ei ole työpajan koodi: ehkä jokin merkki on väärin. Vertaa sitä opettajan näyttämään koodiin.
use-open = Olen opettaja ja avaan työpajan
use-open-why = Lokiin jää työpajan koodi ja osallistujien määrä. Otsikko tulee vain kutsuun.
use-open-title = Otsikko, jos haluat
use-open-expected = Montako osallistujaa odotat?
use-open-lessons = Valitse oppitunnit
use-open-lessons-done = Oppitunnit on valittu
use-open-now = Avaa työpaja
use-open-again = Jatka työpajaa { $code } sen opettajana
use-open-how = Oppilaat avaavat asetukset oikeasta yläkulmasta, valitsevat ”Työpaja” ja kirjoittavat tämän koodin. Se toimii ilman verkkoakin.
use-wrong-expected = Kirjoita, montako osallistujaa odotat: 1–999.
use-no-invitation = Tämä tiedosto ei ole kutsu työpajaan.
    .advice = Pyydä opettajalta kuuden merkin koodi ja kirjoita se asetusten kohtaan ”Työpaja”.
use-invitation-file = Tallenna kutsu
use-invitation-link = Kopioi linkki
use-invitation-copied = Linkki on kopioitu. Liitä se sinne, mistä oppilaasi löytävät sen.
use-lessons = Oppitunnit
use-close = Lopuksi
use-close-headcount = Montako osallistui? Laske oppilaat, älä opettajia
use-close-now = Päätä työpaja
use-wrong-headcount = Laske paikalla olijat ja kirjoita määrä: 1–999.

## The numbers

use-span-school-year = Tämä lukuvuosi
use-span-last-school-year = Viime lukuvuosi
use-span-year = Tämä vuosi
use-span-last-year = Viime vuosi
use-counting = Lasketaan…
use-days = { $from } – { $to }, tällä laitteella
use-head-period = Jakso
use-head-before = Vuotta aiemmin
use-head-target = Tavoite
use-target = { $target } ({ $percent } %)
use-row-visits = Käynnit
use-row-sessions = Istunnot
use-row-device-hours = Laitetunnit
use-row-person-hours = Henkilötunnit
use-row-workshops = Työpajat
use-row-participants = Työpajojen osallistujat
use-row-ai-pilots = Tekoälypilotit
use-rules = Istunto lasketaan, kun sitä on käytetty minuutti; viiden minuutin tauot jätetään pois. Työpajassa on vähintään kolme osallistujaa ja se kestää vähintään kaksikymmentä minuuttia. Muiden laitteiden luvut yhdistää ”digilab usage merge”.
use-pilot = Tekoälypilotti
use-pilot-why = Koulu, joka kokeilee tekoälyn opettamista, ilmoittautuu tässä kerran lukuvuodessa. Se lasketaan, kun työpajoja on ollut kahtena päivänä tekoälyoppitunnin kanssa ja osallistumisia on kymmenen.
use-pilot-now = Ilmoita tekoälypilotti
use-pilot-done = Pilotti on ilmoitettu tunnuksella { $code }.

## My data

use-held = Tällä laitteella on { $count } tapahtumaa, vanhin päivältä { $oldest }.
use-held-none = Tällä laitteella ei ole mitään.
use-kept = Tapahtumat poistetaan { $days } päivän kuluttua, ja ne, jotka ovat kaupungin tietovarastossa, { $sent } päivän kuluttua. Niissä ei ole nimiä, ohjelmia eikä mitään, mitä joku on kirjoittanut.
use-pseudonym = Peitenimesi tänä lukuvuonna. Sillä kaupunki löytää ja poistaa sen, mitä sillä on tästä laitteesta:
use-export = Tallenna kaikki tiedostoon
use-delete = Poista kaikki…
use-delete-sure = Kaikki tämän laitteen tapahtumat poistetaan, eikä niitä saa takaisin. Se, mitä on jo lähetetty, jää kaupungille.
use-delete-now = Poista kaikki
use-choices = Mitä kirjataan
use-school = Koulu: { $school }
use-fixed = Laitteen ylläpitäjä on päättänyt tästä.
use-on = Laske, mihin DigiLabia käytetään
use-pseudonymous = Erota toistuvat käynnit lukuvuoden ajan
use-pseudonymous-why = Ilman tätä jokainen DigiLabin avaaja on tuntematon. Tämän kanssa tämän laitteen tämä tili saa peitenimen. Se lasketaan salaisesta avaimesta, jota ei lähetetä minnekään ja joka hävitetään elokuussa: silloin näkee, että sama tili on käynyt kahdesti, mutta ei, kenen se on.
use-persons = Tällä laitteella on yleensä yhtä aikaa henkilöitä:
use-sending = Lähetetty kaupungin tietovarastoon
use-sending-counts = Siellä on { $sent } tapahtumaa, { $waiting } odottaa.
use-sending-unreachable = Tietovarastoon ei juuri nyt saa yhteyttä. Yritys toistetaan itsestään.
use-sending-refused = Tietovarasto ei ottanut niitä vastaan (HTTP { $status }). Yritys toistetaan itsestään; jos tilanne jatkuu, kerro DigiLabin ylläpitäjälle.
use-set-aside = Tietovarasto ei ottanut vastaan näitä. Ne ovat tallessa täällä:
use-newest = Uusimmat tapahtumat
use-event-session-started = DigiLab avattiin
use-event-session-checkpoint = Minuutti kului
use-event-session-ended = DigiLab suljettiin
use-event-session-abandoned = DigiLab oli sulkeutunut ilman ilmoitusta
use-event-script-run = Ohjelma suoritettiin
use-event-board-connected = Kortti vastasi
use-event-board-failed = Kortti ei vastannut
use-event-pack-opened = Oppitunti avattiin
use-event-step-attempted = Vaihe tarkistettiin
use-event-step-failed = Vaihe ei mennyt vielä läpi
use-event-step-passed = Vaihe meni läpi
use-event-pack-completed = Oppitunti tehtiin loppuun
use-event-workshop-opened = Työpaja avattiin
use-event-workshop-joined = Työpajaan liityttiin
use-event-workshop-closed = Työpaja päätettiin
use-event-ai-pilot-registered = Tekoälypilotti ilmoitettiin
