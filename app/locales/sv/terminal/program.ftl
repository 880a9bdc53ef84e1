# Programmet i terminalen: hjälpen, vad som är fel på en kommandorad och vad programmet berättar.

## Hjälp

cli-heading-usage = Användning:
cli-heading-arguments = Vad som ska köras
cli-heading-options = Val
cli-heading-commands = Kommandon

cli-about = DigiLab: skriv ett kort program, så gör en micro:bit eller en Arduino det som står där.
cli-usage = digilab [VAL] [PAKET|KOMMANDO]
cli-more = Utan kommando öppnas fönstret; med PAKET öppnas den lektionen. Där det inte finns någon skärm körs
    det första programmet i terminalen. ”digilab run --help” berättar mer om hur du kör ett eget program.

cli-run-about = Kör ett program på ett kort, simulerat eller riktigt
cli-run-usage = digilab run [VAL] PROGRAM
cli-run-more = Ett program kan använda både en micro:bit och en Arduino. Porten hör till det kort som --board anger;
    andra kort som programmet frågar efter simuleras, och det sägs till.

    Slutstatus: 0 programmet kom till slutet eller tiden tog slut, 1 ett fel i programmet,
    2 ett fel på kommandoraden eller en fil som inte kan läsas, 3 ett fel på kortet eller dess port,
    130 avslutat med Ctrl-C.

cli-boards-about = Listar serieportarna och vad som finns på dem
cli-boards-usage = digilab boards [VAL]
cli-boards-more = Att fråga tar upp till tio sekunder per port. En Arduino startar om, och ett program som körs på en
    micro:bit stoppas och startas igen.

cli-serve-about = Delar ut labbets sida till webbläsare, till exempel i ett klassrum utan internet
cli-serve-usage = digilab serve [VAL]
cli-serve-more = Utan --lan kan bara den här datorns webbläsare öppna sidan. Med --lan kan alla datorer, plattor
    och telefoner i samma nätverk öppna den; där är korten simulerade, eftersom webbläsare låter en
    sida använda riktiga kort bara över https eller på datorn som delar ut sidan. Ctrl-C avslutar.

cli-arg-help = Visar den här hjälpen
cli-arg-version = Visar programmets version
cli-arg-lang = Språket: { $languages }. Annars systemets språk
    .value = SPRÅK
cli-arg-lesson_pack = Lektionspaketet som ska öppnas: en mapp, en .digilab-fil eller id för ett som följer med; eller en inbjudan till en workshop
    .value = PAKET
cli-arg-script = Filen med ditt program
    .value = PROGRAM
cli-arg-board = Kortet: microbit, microbit-v1, arduino, text (vilket kort som helst som skriver textrader) eller auto (det som svarar). Annars microbit
    .value = KORT
cli-arg-port = Var kortet finns: sim (simulerat i den här datorn), en serieport som /dev/ttyACM0 eller COM3, eller tcp://DATOR:PORT. Annars sim; med --board auto det första kort som svarar
    .value = PORT
cli-arg-baud = Hastigheten hos ett kort som skriver text, till exempel 9600. Annars frågas kortet
    .value = TAL
cli-arg-time = real: tiden går som på väggklockan. virtual: så fort datorn hinner, bara med simulerade kort; körningen slutar då efter 10 minuter av sin egen tid om inte --for säger något annat. Annars real
    .value = TID
cli-arg-limit = Hur länge programmet får köra: 5s, 500ms, 2m
    .value = LÄNGD
cli-arg-seed = Talet som slumptalen räknas ut från: samma frö ger samma tal
    .value = TAL
cli-arg-input = En fil med sådant som händer med det simulerade kortet, som ”500ms press A” eller ”2s pin A0 512”
    .value = FIL
cli-arg-record = Sparar hela körningen i en fil, så att den kan köras igen utan kortet
    .value = FIL
cli-arg-replay = Kör en sparad körning igen utan kortet och berättar om den första skillnaden
    .value = FIL
cli-arg-trace = Skriver rad för rad i en fil vad som hände
    .value = FIL
cli-arg-json = Skriver ett JSON-objekt per rad, för andra program
cli-arg-ask = Frågar varje port vilket kort och vilken programvara som svarar
cli-arg-http_port = Numret som sidans adress slutar på. Annars 8080
    .value = NUMMER
cli-arg-lan = Låter andra datorer i samma nätverk öppna sidan
cli-arg-folder = Mappen med den färdiga sidan. Annars ”page” bredvid programmet eller ”dist” i källkoden
    .value = MAPP

## Vad som är fel på en kommandorad

usage-script-missing = Vilket program ska köras? Skriv filens namn efter ”run”, till exempel: digilab run blink.rhai
usage-invalid-utf8 = Kommandoraden har tecken som inte är text: skriv den igen eller ge filen ett annat namn.
usage-command-unknown = Det finns inget kommando ”{ $given }”. Välj ”run”, ”boards”, ”serve”, ”lesson” eller ”usage”; ”digilab --help” berättar mer.
usage-run-forgotten = För att köra ett program skriver du ”run” före namnet: digilab run { $given }
usage-option-unknown = Det finns inget val ”{ $given }”. ”digilab --help” och ”digilab run --help” visar vilka som finns.
usage-option-unknown-meant = Det finns inget val ”{ $given }”. Menade du { $meant }?
usage-too-much = Här är en sak för mycket: ”{ $given }”. Ett filnamn med mellanslag skrivs inom citattecken.
usage-conflict = { $option } och { $other } går inte ihop: ta bort det ena.
usage-twice = { $option } får bara finnas en gång: ta bort det ena.
usage-value-missing = Det saknas något efter { $option }. ”digilab run --help” berättar vad som ska stå där.
usage-value-unwanted = Inget ska stå efter { $option }: ta bort det.
usage-value = ”{ $given }” passar inte till { $option }. ”digilab run --help” berättar vad som ska stå där.
usage-value-lang = ”{ $given }” är inget språk i labbet. Välj något av de här: { $languages }.
usage-value-board = Det finns inget kort ”{ $given }”. Välj microbit, microbit-v1, arduino, text eller auto.
usage-value-time = Det finns ingen tid ”{ $given }”. Välj real eller virtual.
usage-value-for = ”{ $given }” är ingen tidslängd. Skriv ett tal och en enhet, högst ett dygn: 5s, 500ms, 2m.
usage-value-seed = ”{ $given }” är inget frö. Ge ett heltal från 0 och uppåt.
usage-value-baud = ”{ $given }” är ingen hastighet. Ge ett heltal från 300 till 2000000, till exempel 9600.
usage-value-port = ”{ $given }” duger inte som nummer i en adress. Ge ett heltal från 0 till 65535, till exempel 8080.
usage-other = Kommandoraden går inte att förstå. ”digilab --help” visar vad man kan skriva.
usage-text-needs-port = Ett kort som skriver text kan inte simuleras: ange dess port med --port. ”digilab boards” visar portarna.
usage-virtual-needs-sim = Virtuell tid fungerar bara med simulerade kort: ta bort --time virtual, eller ta bort --port och --board { $board }.

## Filer

file-missing = Filen ”{ $path }” finns inte. Kontrollera namnet och mappen.
file-is-folder = ”{ $path }” är en mapp. Ange en fil i den.
file-unreadable = Filen ”{ $path }” kan inte läsas. Kontrollera att du får öppna den.
file-unwritable = Det går inte att skriva till ”{ $path }”. Kontrollera att mappen finns och att du får skriva där.
file-too-large = ”{ $path }” är för stor för det här. Högst { $max } MiB kan läsas.
file-not-text = ”{ $path }” är ingen textfil. Spara programmet som vanlig text (UTF-8) och kör igen.
file-input-wrong = ”{ $path }”, rad { $line }: { $problem }
file-transcript-wrong = ”{ $path }” är ingen sparad körning som kan köras igen{ $line ->
    [0] {""}
   *[other] {" "}(rad { $line })
}. Gör en ny med --record.
file-transcript-newer = ”{ $path }” sparades av ett nyare DigiLab. Installera det nyaste för att köra den igen.
file-transcript-older = ”{ $path }” sparades av ett äldre DigiLab, som körde program på ett annat sätt. Kör den igen med det, eller spela in den på nytt.

# Vad som är fel på en rad i en --input-fil; står efter filen och raden.
input-time = ”{ $given }” är ingen tid. En rad börjar med en: { $allowed }.
input-word = Så här kan man inte göra med ett kort: ”{ $given }”. Skriv något av det här: { $allowed }.
input-missing = Något saknas i slutet. Skriv något av det här: { $allowed }.
input-extra = ”{ $given }” är för mycket: ta bort det.
input-range = ”{ $given }” går inte. Skriv ett heltal: { $allowed }.
input-button = Det finns ingen knapp ”{ $given }”. Skriv någon av de här: { $allowed }.
input-pin = Det finns inget stift ”{ $given }”. Skriv till exempel { $allowed }.
input-too-long = Filen är för lång ({ $given } byte). Korta den.

## Under körningen

run-board-simulated = Obs: { device-board } simuleras, eftersom porten hör till ett annat kort.
run-nobody-there = Obs: ingen { $board ->
    [arduino] Arduino
   *[other] micro:bit
} svarade, så den simuleras.
run-board-found = { device-board } hittades på { $port }.
run-remark = Rad { $line }: { $sentence }
run-looking = Letar efter kortet på { $port } …
run-replay-same = Körningen är likadan som den sparade.
run-replay-differs = Efter { $seconds } s är körningen inte likadan som den sparade ({ $what ->
    [console] konsolen
    [bytes] byte till kortet
    [board] kortet
   *[end] slutet
}). Sparat: { $expected }. Nu: { $found }.
run-replay-nothing = ingenting
run-internal = Felet ligger i själva DigiLab. Berätta gärna om det och skicka med ditt program: { $reason }

## Kort som text

state-tone = ton: { $frequency } Hz
state-pin = stift { $pin }
state-dark = allt avstängt
state-pixels = pixelremsa på stift { $pin }: { $count } pixlar
state-mode-input = ingång
state-mode-input-pullup = ingång med pull-up
state-mode-output = utgång
state-mode-analog = analog
state-mode-pwm = PWM
state-mode-servo = servo
state-mode-touch = beröring
state-mode-i2c = I2C
state-mode-pixels = pixelremsa
state-mode-tone = ton

## digilab boards

boards-none = Ingen serieport hittades. Koppla in ett kort med en datakabel och försök igen.
boards-no-usb = serieport
boards-hint = ”digilab boards --ask” tar reda på vad som körs på dem.
boards-asking = Frågar { $port } …

## Det första programmet

first-hello = En simulerad micro:bit kör det första programmet. Ctrl-C avslutar det.
first-hello-for = En simulerad micro:bit kör det första programmet i { $seconds } sekunder.
first-next = Din tur: skriv ett eget program och kör det med ”digilab run FIL”.

## digilab serve

serve-no-page = Sidan finns inte här. Bygg den med ”web/build” eller ange dess mapp med --folder.
serve-no-page-in = Det finns ingen färdig sida i ”{ $path }”. Ange mappen med sidans index.html och sw.js.
serve-port-taken = Ett annat program använder redan port { $port }, kanske ett annat DigiLab. Avsluta det eller välj ett annat nummer: digilab serve --port { $other }
serve-port-denied = Den här datorn låter dig inte använda port { $port }. Välj ett större nummer: digilab serve --port { $other }
serve-port-failed = Port { $port } kan inte användas på den här datorn. Prova ett annat nummer: digilab serve --port { $other }
serve-here = Labbet är öppet. Gå i den här datorns webbläsare till:
serve-others = Gå på andra datorer i samma nätverk till:
serve-others-note = Obs: på andra datorer är korten simulerade. Webbläsare låter en sida använda riktiga kort bara över https eller på datorn som delar ut sidan.
serve-no-network = Den här datorn är inte med i något nätverk, så ingen annan kan öppna sidan.
serve-end = Ctrl-C avslutar.
