# Fönstret med projekt: listan, det öppna projektets historia och papperskorgen.

projects-title = Projekt
projects-close = Stäng (Esc)
projects-tab-mine = Mina projekt
projects-tab-history = Historia
projects-tab-trash = Papperskorg
projects-saving = Sparar först…
projects-cancel = Avbryt
projects-done = Klart
projects-back = Tillbaka

## När

projects-today = i dag kl. { $hour }.{ $minute }
projects-yesterday = i går kl. { $hour }.{ $minute }
projects-month = { $month }
projects-date = { $day }.{ projects-month }.
projects-date-year = { $day }.{ projects-month }.{ $year }

## Listan

projects-new = Nytt projekt
projects-bring-in = Hämta en fil
projects-open-link = Öppna en länk
projects-search = Sök ett projekt med namn
projects-none = Du har inga projekt ännu. Gör ditt första!
projects-not-found = Det finns inget sådant namn.
projects-open-now = öppet nu, ändrat { $when }
projects-more = Mer: { $name }
projects-open = Öppna
projects-rename = Byt namn
projects-copy = Gör en kopia
projects-take-out = Ladda ner som fil
projects-share = Dela
projects-delete = Ta bort
projects-deleted = ”{ $name }” ligger i papperskorgen.
projects-take-back = Ta tillbaka
projects-name = Projektets namn
projects-new-name = Nytt namn
projects-make = Gör projektet

## Att dela

projects-link = Klistra in länken eller koden som du fick
projects-no-link = Här finns inget delat program.
    .advice = Kopiera hela länken från början till slut och klistra in den här.
projects-shared-name = Delat program
projects-share-link = Länk till projektet ”{ $name }”
projects-share-link-hint = Alla som öppnar länken får en egen kopia av programmet. Länken ändras inte fast du fortsätter på ditt program.
projects-copy-link = Kopiera länken
projects-share-code = Koden för projektet ”{ $name }”
projects-share-code-hint = Skicka koden till en kompis eller din lärare. Mottagaren väljer Projekt och Öppna en länk i sitt DigiLab och klistrar in koden där.
projects-copy-code = Kopiera koden
projects-share-long = Den blev lång ({ $count } tecken), och en del meddelandeprogram kan klippa av den. Det är säkrare att skicka programmet som fil.
projects-share-too-long = Programmet är för långt för att delas så här. Ladda ner det som fil och skicka filen.
projects-copied = Kopierat. Klistra nu in det i ett meddelande.

## Historia

projects-history-none = Öppna först ett projekt.
projects-history-hint = Äldre versioner av ”{ $name }”. Välj en version för att se vad som finns i den.
projects-history-empty = Det finns inga äldre versioner ännu. De kommer till när du kör ditt program och skriver.
projects-version = { $lines ->
    [one] { $kind }, { $lines } rad
   *[other] { $kind }, { $lines } rader
}
projects-version-difference = Vad som ändras
projects-version-whole = Hela programmet
projects-version-signs = + kommer tillbaka, - försvinner, om du hämtar den här versionen.
projects-version-same = Programmet är likadant som nu.
projects-version-too-long = Programmen är så långa att de inte kan jämföras. Titta på hela programmet.
projects-version-empty = Den här versionen är tom.
projects-version-settings = Också korten eller delarna på dem var annorlunda.
projects-restore = Hämta den här versionen

## Papperskorgen

projects-trash-hint = Borttagna projekt finns kvar här i { $days } dagar.
projects-trash-empty = Papperskorgen är tom.
projects-put-back = Återställ
projects-put-back-name = Återställ { $name }
projects-deleted-when = borttaget { $when }
