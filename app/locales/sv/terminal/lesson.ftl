# `digilab lesson`: för dem som gör lektionspaket.

## Help

cli-lesson-about = Gör, kontrollerar och packar lektioner
cli-lesson-usage = digilab lesson KOMMANDO
cli-lesson-more = Ett lektionspaket är en mapp, eller samma mapp packad till en fil NAMN.digilab.
    docs/teachers.md visar vägen från ”digilab lesson new” till elevernas skärmar.

cli-lesson-new-about = Börjar ett paket: en mapp med ett litet steg som fungerar
cli-lesson-new-usage = digilab lesson new [VAL] ID
cli-lesson-new-more = ”digilab lesson check ID” berättar när som helst vad som ännu fattas.

cli-lesson-check-about = Berättar vad som är fel i paket, och bevisar att de fungerar
cli-lesson-check-usage = digilab lesson check [VAL] SÖKVÄG…
cli-lesson-check-more = Varje startprogram ska fastna i kontrollen och varje lösning klara den, på alla kort som
    paketet nämner och med sex olika dragningar. En mapp full av paket betyder dem alla.

    Slutkod: 0 allt är bra, 1 något paket har fel, 2 ett fel på kommandoraden eller en fil som
    inte kan läsas.

cli-lesson-pack-about = Packar en mapp till en fil att ge vidare
cli-lesson-pack-usage = digilab lesson pack [VAL] SÖKVÄG
cli-lesson-pack-more = { "" }

cli-lesson-sign-about = Skriver under ett packat paket
cli-lesson-sign-usage = digilab lesson sign --key FIL --name NAMN PAKET
cli-lesson-sign-more = Behåll nyckeln för dig själv: den som har den kan skriva under i ditt namn.

cli-lesson-list-about = Listar paket: de som nämns, eller de inbyggda
cli-lesson-list-usage = digilab lesson list [VAL] [SÖKVÄG…]
cli-lesson-list-more = { "" }

cli-lesson-export-about = Skriver det som kataloger över läromedel vill veta om ett paket
cli-lesson-export-usage = digilab lesson export --jsonld SÖKVÄG
cli-lesson-export-more = { "" }

cli-arg-id = Vad paketet heter i filer och adresser: små bokstäver, siffror och bindestreck, till exempel gatlyktan
    .value = ID
cli-arg-pack_boards = Korten som det är för, med komma emellan: microbit, microbit-v1, arduino. Utan det microbit
    .value = KORT
cli-arg-languages = Språken som det finns på, med komma emellan. Utan det { $languages }
    .value = SPRÅK
cli-arg-packs = Mappar och filer med paket
    .value = SÖKVÄG
cli-arg-pack = Paketets mapp eller fil
    .value = SÖKVÄG
cli-arg-output = Vart det packade paketet ska. Utan det en fil med paketets id i den här mappen
    .value = FIL
cli-arg-file = Det packade paketet
    .value = PAKET
cli-arg-key = Filen med din nyckel
    .value = FIL
cli-arg-new_key = Gör den filen, med en ny nyckel i
cli-arg-name = Ditt eller skolans namn, så som den som öppnar paketet ska läsa det
    .value = NAMN
cli-arg-jsonld = Som JSON-LD, med schema.orgs och LRMI:s ord

## What is wrong with a command line

usage-lesson-missing = Något fattas. ”digilab lesson --help” visar vad som hör dit, till exempel: digilab lesson check mitt-paket
usage-lesson-command-missing = Vad ska göras med lektionerna? Välj ”new”, ”check”, ”pack”, ”sign”, ”list” eller ”export”; ”digilab lesson --help” berättar mer.
usage-lesson-command-unknown = ”{ $given }” är inget kommando för lektioner. Välj ”new”, ”check”, ”pack”, ”sign”, ”list” eller ”export”; ”digilab lesson --help” berättar mer.
usage-value-lesson-board = Det finns inget kort ”{ $given }” för lektioner. Välj microbit, microbit-v1 eller arduino.
usage-value-languages = ”{ $given }” är inget språk i labbet. Välj bland de här, med komma emellan: { $languages }.

## What is told

lesson-new-done = Mappen ”{ $id }” är klar, med ett steg som fungerar. Ändra den som du vill; ”digilab lesson check { $id }” berättar vad som ännu fattas.
lesson-pack-done = ”{ $file }” är klar ({ $kilobytes } kB). Öppna den i labbet eller ge den vidare.
lesson-sign-done = ”{ $file }” är underskriven av { $name }. Nyckelns fingeravtryck är { $fingerprint }.
lesson-sign-key-made = En ny nyckel finns i ”{ $file }”. Behåll den för dig själv och spara en kopia.
lesson-sign-key-there = ”{ $file }” finns redan, och en nyckel får inte gå förlorad. Lämna bort --new-key för att skriva under med den, eller nämn en annan fil.
lesson-sign-key-wrong = Det finns ingen nyckel i ”{ $file }”. Gör en med --new-key.
lesson-sign-no-chance = Den här datorn ger inga slumptal till en nyckel. Gör nyckeln på en annan dator.
lesson-check-done = { $packs ->
    [one] Ett paket är bra
   *[other] { $packs } paket är bra
}: { $steps ->
    [one] ett steg, bevisat
   *[other] { $steps } steg, alla bevisade
} på varje kort med { $seeds } dragningar.
lesson-check-failed = { $findings ->
    [one] En sak
   *[other] { $findings } saker
} behöver rättas.
lesson-list-line = { $id } { $version }: { $title } ({ $steps ->
    [one] ett steg
   *[other] { $steps } steg
}, { $minutes } min, { $boards }; { $signature })
lesson-unsigned = inte underskrivet
lesson-signed = underskrivet av { $name }, { $fingerprint }

## What a proof finds

proof-starter-passes = Startprogrammet klarar kontrollen redan, när kortet är { $board } och fröet { $seed }.
    .advice = Lämna något åt eleven att göra, eller titta närmare i check.toml: ett startprogram ska fastna.
proof-solution-fails = Lösningen klarar inte kontrollen, när kortet är { $board } och fröet { $seed }: { $what }
    .advice = Rätta lösningen, eller check.toml där den kräver mer än texten.
proof-check-broken = Själva kontrollen fungerar inte, när kortet är { $board }: { $what }
    .advice = Rätta check.toml.
proof-lab-fell = Labbet självt snubblade på det här programmet, när kortet är { $board } och fröet { $seed }.
    .advice = Det är labbets fel, inte ditt. Anmäl det och skicka med filen. Skriv raden på ett annat sätt så länge.
