# The code editor: its find bar, the list of suggestions, and the card over a name.

editor-label = Program
    .keys = Esc och sedan tabb lämnar programmet. Ctrl+mellanslag visar förslag.
editor-current-line = Körningen är på rad { $line }.

## Finding

editor-find = Sök
editor-find-label = Text att söka
editor-find-count = { $current } av { $count }
editor-find-total = { $count ->
    [one] { $count } ställe
   *[other] { $count } ställen
}
editor-find-none = Hittades inte
editor-find-next = Nästa (F3)
editor-find-previous = Föregående (skift+F3)
editor-find-close = Stäng (Esc)

## Suggestions

editor-list = Förslag
editor-list-function = funktion
editor-list-picture = bild
editor-list-keyword = nyckelord
editor-list-name = eget namn

## What is known about a function

editor-card-gives = Ger: { $what }
editor-card-boards = Fungerar med: { $boards }
editor-card-text-board = ett kort som skickar text
editor-card-example = Till exempel:

# What an argument may be; stands after its name.
editor-kind-optional = { $what }; kan lämnas bort
editor-kind-int = ett heltal
editor-kind-int-from = ett heltal, minst { $min }
editor-kind-int-range = { $min } till { $max }
editor-kind-number = ett tal
editor-kind-number-or-list = ett tal, eller en lista med tal
editor-kind-level = 0 eller 1
editor-kind-text = en text med högst { $max } tecken
editor-kind-pin = ett nummer eller ett namn: 13, "A0", "P1"
editor-kind-shown = en bild, en text eller ett tal
editor-kind-notes = noter som text eller som lista: 1–64
editor-kind-colors = en lista med 1–64 färger [rött, grönt, blått], 0–255 var
editor-kind-bytes = en lista med högst 32 byte, 0–255 var
editor-kind-list = en lista
editor-kind-numbers = en lista med 1–20 tal
editor-kind-names = en lista med 1–20 korta texter
editor-kind-column = kolumnens nummer, från 0, eller dess namn
editor-kind-table = en tabell
editor-kind-function = vad som ska göras: || {"{"} … {"}"}
editor-kind-any = vad som helst

# What a function gives back; stands after “Gives:”.
editor-gives-bool = true eller false
editor-gives-bytes = en lista med byte
editor-gives-picture = en bild
editor-gives-board = ett kort
editor-gives-pin = ett stift
editor-gives-text = en text
editor-gives-list = en lista
editor-gives-model = en modell
