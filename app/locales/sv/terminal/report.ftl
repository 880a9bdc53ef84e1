# `digilab usage`: what the lab was used for.

## Help

cli-usage-about = Räknar vad labbet har använts till, utan att veta av vem
cli-usage-usage = digilab usage KOMMANDO
cli-usage-more = docs/indicators.md berättar hur varje tal räknas.

cli-usage-report-about = Berättar om besök, timmar, workshoppar och AI-piloter under en period
cli-usage-report-usage = digilab usage report [VAL]
cli-usage-report-more = Bredvid varje tal står samma dagar ett år tidigare och målet, som finns i usage.json bredvid inställningarna.

cli-usage-export-about = Skriver loggen som en fil som kan tas med någon annanstans
cli-usage-export-usage = digilab usage export [VAL]
cli-usage-export-more = Ett JSON-objekt per rad. Sådana filer kan tas in i en annan logg i vilken ordning som helst och flera gånger.

cli-usage-merge-about = Tar in filer från andra enheter i en logg
cli-usage-merge-usage = digilab usage merge [VAL] FIL…
cli-usage-merge-more = Det som redan finns räknas inte två gånger.

cli-usage-open-data-about = Skriver tabeller som en stad kan publicera: ingen kan kännas igen i dem
cli-usage-open-data-usage = digilab usage open-data --year ÅR --publisher NAMN --output MAPP
cli-usage-open-data-more = Två CSV-filer och en med metadata. Små tal döljs, de andra avrundas.

cli-usage-fields-about = Skriver ut alla fält som kan finnas i loggen
cli-usage-fields-usage = digilab usage fields [VAL]
cli-usage-fields-more = Som Markdown, på språket som används.

cli-usage-send-about = Skickar det som väntar till stadens lager
cli-usage-send-usage = digilab usage send [VAL]
cli-usage-send-more = Adressen och nyckeln finns i usage.json bredvid inställningarna (docs/xapi.md). När labbet är öppet skickar det av sig självt; det som skickas två gånger räknas en gång.

cli-usage-delete-about = Raderar hela loggen
cli-usage-delete-usage = digilab usage delete --all [VAL]
cli-usage-delete-more = { "" }

cli-arg-from = Den första dagen, till exempel 2026-08-01. Utan den: första januari
    .value = DAG
cli-arg-to = Den sista dagen. Utan den: i dag
    .value = DAG
cli-arg-school = Bara den här skolan: koden den har i inställningarna
    .value = KOD
cli-arg-csv = Som CSV för ett kalkylprogram
cli-arg-md = Som en tabell i Markdown
cli-arg-log = Loggen. Utan den: din egen på den här datorn
    .value = FIL
cli-arg-files = Filer som ”digilab usage export” har skrivit
    .value = FIL
cli-arg-year = Året
    .value = ÅR
cli-arg-publisher = Vem som publicerar, så som en katalog ska visa det
    .value = NAMN
cli-arg-data_folder = Mappen som filerna hamnar i; den skapas om den inte finns
    .value = MAPP
cli-arg-again = Också det som lagret inte ville ha tidigare
cli-arg-all = Säger att du menar det

## What is wrong with a command line

usage-usage-missing = Något fattas. ”digilab usage --help” visar vad som hör dit, till exempel: digilab usage merge skola.jsonl
usage-usage-command-missing = Vad ska göras med användningsloggen? Välj ”report”, ”export”, ”merge”, ”open-data”, ”fields”, ”send” eller ”delete”; ”digilab usage --help” berättar mer.
usage-usage-command-unknown = ”{ $given }” är inget kommando för användningsloggen. Välj ”report”, ”export”, ”merge”, ”open-data”, ”fields”, ”send” eller ”delete”; ”digilab usage --help” berättar mer.
usage-value-from = ”{ $given }” är ingen dag. Skriv så här: 2026-08-01.
usage-value-to = ”{ $given }” är ingen dag. Skriv så här: 2026-08-01.
usage-value-year = ”{ $given }” är inget år. Skriv så här: 2026.
usage-value-school = ”{ $given }” är ingen skolas kod. Den har bara små bokstäver, siffror och bindestreck.

## What it tells

log-nowhere = Det finns ingen plats för en användningslogg här. Ange en med --log.
log-nothing-yet = Inget är loggat ännu: användningsloggen börjar när labbet används för första gången.
log-missing = Det finns ingen användningslogg på { $path }. Den börjar när labbet används, eller med ”digilab usage merge”.
log-period-backwards = Den första dagen, { $from }, är efter den sista, { $to }. Byt plats på dem.
log-merged = { $path }: { $added } nya händelser, { $known } redan kända.
log-merged-orphaned = { $path }: { $added } nya händelser, { $known } redan kända; { $orphaned } saknar början på sin session och kan inte räknas.
log-open-data = Tabellerna finns i { $folder }.
log-sent = Stadens lager fick { $count } nya händelser.
log-send-nowhere = Inget lager är angivet, så inget skickades. Skriv dess adress och nyckel i usage.json bredvid inställningarna; docs/xapi.md visar hur.
log-send-unreachable = { $address } går inte att nå; { $waiting } händelser väntar. Kontrollera nätet och försök igen.
log-send-no-entry = { $address } godtar inte nyckeln (HTTP { $status }); { $waiting } händelser väntar. Rätta nyckeln i usage.json.
log-send-later = { $address } kan inte ta emot händelser just nu (HTTP { $status }); { $waiting } väntar. Försök igen senare.
log-set-aside = Lagret ville inte ha { $count } av dem. De är sparade vid sidan om; den som sköter lagret kanske vet varför:
log-deleted = { $count } händelser raderades.
log-title = Labbet { $from } – { $to }
log-title-school = Labbet { $from } – { $to }, skola { $school }
log-head-what = Vad
