# Konsoli: mitä ohjelmat ja kortit tulostavat.

console-label = Konsoli
    .keys = Nuolinäppäimillä valitaan rivejä, Ctrl+C kopioi ne.
console-empty = Tähän tulee se, mitä ohjelmasi tulostaa. Kokeile:
console-none-found = Tällaista riviä ei ole.
console-filter = Suodata
console-filter-label = Näytä vain rivit, joilla on tämä teksti
console-count = { $count ->
    [one] { $count } rivi
   *[other] { $count } riviä
}
console-count-filtered = { $shown }/{ $count } riviä
console-count-newest = Uusimmat { $count } riviä. Rivejä oli enemmänkin.
console-left-out = … ja vielä { $count } merkkiä
console-newest = Uusimpaan

console-copy = Kopioi
    .advice = Kopioi kaikki näkyvät rivit
console-copy-selected = Kopioi valitut rivit
console-copied = { $count ->
    [one] { $count } rivi kopioitu
   *[other] { $count } riviä kopioitu
}
console-save = Tallenna
    .advice = Tallenna rivit tekstitiedostoon
console-file = konsoli.txt
console-clear = Tyhjennä
    .advice = Tyhjennä konsoli
console-bring-back = Palauta
    .advice = Tuo tyhjennetyt rivit takaisin

console-answer = Kirjoita vastaus
console-send = Lähetä
