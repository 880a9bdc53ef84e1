# The window: its bars, its sheets, and what it tells.

## The bar at the top

window-run = Aja
window-go-on = Jatka
window-stop = Pysäytä
window-step = Askel
window-step-back = Askel taakse
window-projects = Projektit
window-project = Projekti { $name }, { $state }
window-saved = tallennettu
window-unsaved = tallennetaan
window-save-failed = ei vielä tallennettu
window-boards = Kortit
window-help = Mitä voin kirjoittaa?
window-help-close = Sulje luettelo
window-lessons = Oppitunnit
window-lessons-close = Sulje oppitunnit
window-settings = Asetukset
window-close = Sulje
window-cancel = Peruuta

## Pages and panes

window-page-lesson = Oppitunti
window-page-program = Ohjelma
window-page-board = Kortti
window-page-output = Tuloste
window-output-console = Konsoli
window-output-plot = Kuvaaja
window-output-variables = Muuttujat
window-variables-when = Paina Askel: ohjelma etenee rivin kerrallaan, ja muuttujat näkyvät tässä.
window-variables-none = Muuttujia ei vielä ole.
window-line = Ennen riviä { $line }
window-looking-back = Katsot taaksepäin. Askel vie taas eteenpäin.
window-looking-back-real = Katsot taaksepäin. Kaapelilla kytketty kortti ei voi palata kanssasi: ohjelma jatkuu siitä, missä se on nyt. Jos haluat yrittää alusta, pysäytä ohjelma ja käynnistä se uudelleen.
window-gone-back = Olet palannut aiemmalle riville. Ohjelma jatkuu tästä.

## How a run ended

window-end-done = Ohjelma päättyi.
window-end-stopped = Ohjelma pysäytettiin.
window-end-mistake = Rivi { $line }: { $sentence }

## Boards

window-board-microbit = micro:bit V2
window-board-microbit-v1 = micro:bit V1
window-board-arduino = Arduino Uno
window-board-text = Tulostava kortti
window-board-simulated = { $name }, ruudulla
window-board-real = { $name }, kytketty
window-board-away = { $name }, irrotettu
window-board-away-now = { $name } ei ole kytkettynä. Kytke se uudelleen tai valitse toinen kortti.
window-boards-simulated = Ruudulla
window-boards-connected = Pöydällä
window-boards-stop-first = Ohjelma on käynnissä. Pysäytä se, niin voit vaihtaa korttia.
window-boards-none = Korttia ei löytynyt. Kytke kortti USB-kaapelilla, joka siirtää myös tietoa eikä vain virtaa.
window-boards-none-chosen = Kytke kortti ja valitse se. Selain muistaa sen sen jälkeen.
window-boards-choose = Valitse kortti…
window-boards-not-in-browser = Tämä selain ei osaa käyttää kaapelilla kytkettyjä kortteja. Ruudun kortit toimivat. Tietokoneen Chrome ja Edge osaavat molemmat.
window-boards-not-on-page = Tämä sivu ei voi käyttää kaapelilla kytkettyjä kortteja, koska sen osoite ei ole suojattu. Ruudun kortit toimivat. Kysy opettajalta labin suojattua osoitetta.
window-boards-connect = Yhdistä
window-boards-connect-to = Yhdistä: { $name }
window-boards-disconnect = Katkaise yhteys
window-boards-disconnect-from = Katkaise yhteys: { $name }
window-boards-listen = Näytä, mitä se tulostaa
window-boards-asking = Kysytään kortilta. Se voi käynnistyä uudelleen, ja tähän menee enintään yksitoista sekuntia.
window-boards-other = Muu portti
window-boards-other-name = Sen nimi tai osoite
window-connected = { $name } on valmis käyttöön.

## Files and projects

window-file-kept = Tallennettu nimellä ”{ $name }” kansioon { $folder }.
window-file-downloaded = ”{ $name }” on latauksissasi.
window-step-program = { $pack }, { $number } { $step }
window-first-name = Ensimmäinen ohjelmani
window-shared-name = Ohjelma linkistä

## Where there is no window

window-no-display = Ikkunaa ei voi avata: näyttöä ei ole, tai sille ei voi piirtää. Ensimmäinen ohjelma ajetaan siksi tässä päätteessä.
