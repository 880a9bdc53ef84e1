# Konsolen: det som program och kort skriver ut.

console-label = Konsol
    .keys = Piltangenterna markerar rader, Ctrl+C kopierar dem.
console-empty = Här kommer det som ditt program skriver ut. Prova:
console-none-found = Ingen rad innehåller det här.
console-filter = Filtrera
console-filter-label = Visa bara rader med den här texten
console-count = { $count ->
    [one] { $count } rad
   *[other] { $count } rader
}
console-count-filtered = { $shown } av { $count } rader
console-count-newest = De nyaste { $count } raderna. Det fanns fler.
console-left-out = … och { $count } tecken till
console-newest = Till det nyaste

console-copy = Kopiera
    .advice = Kopiera alla rader som visas
console-copy-selected = Kopiera de markerade raderna
console-copied = { $count ->
    [one] { $count } rad kopierad
   *[other] { $count } rader kopierade
}
console-save = Spara
    .advice = Spara raderna som en textfil
console-file = konsol.txt
console-clear = Töm
    .advice = Töm konsolen
console-bring-back = Hämta tillbaka
    .advice = Hämta tillbaka raderna som tömdes bort

console-answer = Skriv ditt svar
console-send = Skicka
