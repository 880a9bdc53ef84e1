# Lektionspanelen, och det som man tittar på igen efter en kontroll.

lessons-title = Lektioner
lessons-search = Sök en lektion
lessons-opening = Öppnar lektionen …
lessons-looking = Letar efter lektioner …
lessons-none = Här finns inga lektioner ännu.
lessons-none-found = Ingen lektion passar.
lessons-opened = Öppnade här
lessons-school = Från din skola
lessons-built-in = Följer med DigiLab
lessons-pick = Öppna ett lektionspaket…
lessons-drop = Du kan också släppa en .digilab-fil i fönstret.
lessons-forget = Ta bort ”{ $title }” från listan
lessons-progress = { $passed } av { $all } steg klara
lessons-minutes = { $minutes } min
lessons-grade = årskurs { $grade }
lessons-grades = årskurs { $first }–{ $last }

lessons-back = Tillbaka till alla lektioner
lessons-built-in-pack = Följer med DigiLab
lessons-unsigned = Osignerat: ingen går i god för det här paketet
lessons-signed = Signerat av { $name } (nyckel { $fingerprint })
lessons-step = Steg { $number }: { $title }
lessons-step-passed = Steg { $number }: { $title }, klart
lessons-copy = Kopiera koden
lessons-hint = Ledtråd { $number }
lessons-show-hint = Visa en ledtråd ({ $number } av { $all })
lessons-last-good = Här nedanför är lektionen som den var förut.

lessons-check = Kontrollera
lessons-checking = Kontrollerar …
lessons-start-over = Börja om
    .tip = Tar tillbaka programmet som steget börjar med. Du kan ångra med Ctrl+Z.
lessons-previous = Föregående
lessons-next = Nästa
lessons-back-to-program = Tillbaka till mitt program för steget

lessons-passed = Det fungerar!
lessons-complete = Du har gjort alla steg i lektionen. Bra jobbat!
lessons-failed = Inte ännu. Se vad som hände:
lessons-stale = Du har ändrat programmet efter det.
lessons-no-scenario = Lektionen har ingen kontroll för det här kortet. Berätta för din lärare.
lessons-show-happened = Visa vad som hände
lessons-at = vid { $time }

lessons-replay = Vad som hände: { $name }
lessons-replay-close = Stäng visningen
lessons-replay-play = Spela upp
lessons-replay-pause = Pausa
lessons-replay-back = Till ändringen före
lessons-replay-forward = Till nästa ändring
lessons-replay-time = Tid
lessons-replay-input = { $time }: { $what }.
lessons-replay-no-input = Kontrollen har inte gjort något med kortet ännu.
lessons-replay-cut = Körningen var lång: här finns bara det som är nära felet.
