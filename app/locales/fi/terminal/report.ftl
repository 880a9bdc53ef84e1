# `digilab usage`: what the lab was used for.

## Help

cli-usage-about = Laskee, mihin DigiLabia on käytetty, tietämättä, kuka käytti
cli-usage-usage = digilab usage KOMENTO
cli-usage-more = docs/indicators.md kertoo, miten mikin luku lasketaan.

cli-usage-report-about = Kertoo jakson käynnit, tunnit, työpajat ja tekoälypilotit
cli-usage-report-usage = digilab usage report [VALINNAT]
cli-usage-report-more = Joka luvun vieressä ovat samat päivät vuotta aiemmin ja tavoite, joka on asetusten vieressä tiedostossa usage.json.

cli-usage-export-about = Kirjoittaa lokin tiedostoksi, jonka voi viedä muualle
cli-usage-export-usage = digilab usage export [VALINNAT]
cli-usage-export-more = JSON-olio joka rivillä. Tällaiset tiedostot voi yhdistää toiseen lokiin missä järjestyksessä tahansa ja moneen kertaan.

cli-usage-merge-about = Ottaa muiden laitteiden tiedostot lokiin
cli-usage-merge-usage = digilab usage merge [VALINNAT] TIEDOSTO…
cli-usage-merge-more = Sitä, mikä on jo lokissa, ei lasketa toiseen kertaan.

cli-usage-open-data-about = Kirjoittaa taulukot, jotka kaupunki voi julkaista: niistä ei voi tunnistaa ketään
cli-usage-open-data-usage = digilab usage open-data --year VUOSI --publisher NIMI --output KANSIO
cli-usage-open-data-more = Kaksi CSV-tiedostoa ja yksi kuvailutiedoille. Pienet luvut piilotetaan, muut pyöristetään.

cli-usage-fields-about = Tulostaa kaikki kentät, joita lokissa voi olla
cli-usage-fields-usage = digilab usage fields [VALINNAT]
cli-usage-fields-more = Markdown-muodossa, käytössä olevalla kielellä.

cli-usage-send-about = Lähettää odottavat tapahtumat kaupungin tietovarastoon
cli-usage-send-usage = digilab usage send [VALINNAT]
cli-usage-send-more = Osoite ja avain ovat asetusten vieressä tiedostossa usage.json (docs/xapi.md). Kun DigiLab on auki, se lähettää itse; kahdesti lähetetty lasketaan kerran.

cli-usage-delete-about = Poistaa koko lokin
cli-usage-delete-usage = digilab usage delete --all [VALINNAT]
cli-usage-delete-more = { "" }

cli-arg-from = Ensimmäinen päivä, esimerkiksi 2026-08-01. Jos sitä ei anneta, tammikuun ensimmäinen
    .value = PÄIVÄ
cli-arg-to = Viimeinen päivä. Jos sitä ei anneta, tämä päivä
    .value = PÄIVÄ
cli-arg-school = Vain tämä koulu: tunnus, joka sillä on asetuksissa
    .value = TUNNUS
cli-arg-csv = CSV-muodossa taulukkolaskentaan
cli-arg-md = Markdown-taulukkona
cli-arg-log = Loki. Jos sitä ei anneta, omasi tällä tietokoneella
    .value = TIEDOSTO
cli-arg-files = Tiedostot, jotka ”digilab usage export” kirjoitti
    .value = TIEDOSTO
cli-arg-year = Vuosi
    .value = VUOSI
cli-arg-publisher = Julkaisija, niin kuin luettelo sen näyttää
    .value = NIMI
cli-arg-data_folder = Kansio, johon tiedostot tulevat; se tehdään, jos sitä ei ole
    .value = KANSIO
cli-arg-again = Myös ne, joita tietovarasto ei aiemmin ottanut vastaan
cli-arg-all = Kertoo, että tarkoitat sitä

## What is wrong with a command line

usage-usage-missing = Jotain puuttuu. ”digilab usage --help” näyttää, mitä siihen kuuluu, esimerkiksi: digilab usage merge koulu.jsonl
usage-usage-command-missing = Mitä käyttölokille tehdään? Valitse ”report”, ”export”, ”merge”, ”open-data”, ”fields”, ”send” tai ”delete”; ”digilab usage --help” kertoo lisää.
usage-usage-command-unknown = ”{ $given }” ei ole käyttölokin komento. Valitse ”report”, ”export”, ”merge”, ”open-data”, ”fields”, ”send” tai ”delete”; ”digilab usage --help” kertoo lisää.
usage-value-from = ”{ $given }” ei ole päivä. Kirjoita se näin: 2026-08-01.
usage-value-to = ”{ $given }” ei ole päivä. Kirjoita se näin: 2026-08-01.
usage-value-year = ”{ $given }” ei ole vuosi. Kirjoita se näin: 2026.
usage-value-school = ”{ $given }” ei ole koulun tunnus. Siinä on vain pieniä kirjaimia, numeroita ja yhdysviivoja.

## What it tells

log-nowhere = Käyttölokille ei ole täällä paikkaa. Anna se valinnalla --log.
log-nothing-yet = Lokissa ei ole vielä mitään: käyttöloki alkaa, kun DigiLabia käytetään ensimmäisen kerran.
log-missing = Paikassa { $path } ei ole käyttölokia. Se alkaa, kun DigiLabia käytetään, tai komennolla ”digilab usage merge”.
log-period-backwards = Ensimmäinen päivä { $from } on viimeisen { $to } jälkeen. Vaihda ne keskenään.
log-merged = { $path }: uusia tapahtumia { $added }, jo tunnettuja { $known }.
log-merged-orphaned = { $path }: uusia tapahtumia { $added }, jo tunnettuja { $known }; { $orphaned } on vailla istuntonsa alkua, eikä niitä voi laskea.
log-open-data = Taulukot ovat kansiossa { $folder }.
log-sent = Kaupungin tietovarasto sai { $count } uutta tapahtumaa.
log-send-nowhere = Tietovarastoa ei ole asetettu, joten mitään ei lähetetty. Kirjoita sen osoite ja avain asetusten vieressä olevaan tiedostoon usage.json; docs/xapi.md näyttää, miten.
log-send-unreachable = Osoitteeseen { $address } ei saa yhteyttä; { $waiting } tapahtumaa odottaa. Tarkista verkkoyhteys ja yritä uudelleen.
log-send-no-entry = { $address } ei hyväksy avainta (HTTP { $status }); { $waiting } tapahtumaa odottaa. Korjaa avain tiedostoon usage.json.
log-send-later = { $address } ei voi nyt ottaa tapahtumia vastaan (HTTP { $status }); { $waiting } odottaa. Yritä myöhemmin uudelleen.
log-set-aside = Tietovarasto ei ottanut vastaan näitä: { $count }. Ne on pantu talteen sivuun; sen ylläpitäjä voi tietää syyn:
log-deleted = Poistettiin { $count } tapahtumaa.
log-title = DigiLab { $from } – { $to }
log-title-school = DigiLab { $from } – { $to }, koulu { $school }
log-head-what = Mitä
