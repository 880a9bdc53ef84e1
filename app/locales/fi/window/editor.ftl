# The code editor: its find bar, the list of suggestions, and the card over a name.

editor-label = Ohjelma
    .keys = Esc ja sitten sarkain vie pois ohjelmasta. Ctrl+välilyönti näyttää ehdotukset.
editor-current-line = Ajo on rivillä { $line }.

## Finding

editor-find = Etsi
editor-find-label = Etsittävä teksti
editor-find-count = { $current }/{ $count }
editor-find-total = { $count ->
    [one] { $count } kohta
   *[other] { $count } kohtaa
}
editor-find-none = Ei löytynyt
editor-find-next = Seuraava (F3)
editor-find-previous = Edellinen (vaihto+F3)
editor-find-close = Sulje (Esc)

## Suggestions

editor-list = Ehdotukset
editor-list-function = funktio
editor-list-picture = kuva
editor-list-keyword = avainsana
editor-list-name = oma nimi

## What is known about a function

editor-card-gives = Antaa: { $what }
editor-card-boards = Toimii näissä: { $boards }
editor-card-text-board = tekstiä lähettävä kortti
editor-card-example = Esimerkiksi:

# What an argument may be; stands after its name.
editor-kind-optional = { $what }; voi jättää pois
editor-kind-int = kokonaisluku
editor-kind-int-from = kokonaisluku, vähintään { $min }
editor-kind-int-range = { $min } … { $max }
editor-kind-number = luku
editor-kind-number-or-list = luku tai lista lukuja
editor-kind-level = 0 tai 1
editor-kind-text = teksti, enintään { $max } merkkiä
editor-kind-pin = numero tai nimi: 13, "A0", "P1"
editor-kind-shown = kuva, teksti tai luku
editor-kind-notes = nuotit tekstinä tai listana: 1–64
editor-kind-colors = lista, jossa on 1–64 väriä [punainen, vihreä, sininen], kukin 0–255
editor-kind-bytes = lista, jossa on enintään 32 tavua, kukin 0–255
editor-kind-list = lista
editor-kind-numbers = lista, jossa on 1–20 lukua
editor-kind-names = lista, jossa on 1–20 lyhyttä tekstiä
editor-kind-column = sarakkeen numero nollasta alkaen tai sen nimi
editor-kind-table = taulukko
editor-kind-function = mitä tehdään: || {"{"} … {"}"}
editor-kind-any = mitä tahansa

# What a function gives back; stands after “Gives:”.
editor-gives-bool = true tai false
editor-gives-bytes = lista tavuja
editor-gives-picture = kuva
editor-gives-board = kortti
editor-gives-pin = nasta
editor-gives-text = teksti
editor-gives-list = lista
editor-gives-model = malli
