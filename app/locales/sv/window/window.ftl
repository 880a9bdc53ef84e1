# The window: its bars, its sheets, and what it tells.

## The bar at the top

window-run = Kör
window-go-on = Fortsätt
window-stop = Stoppa
window-step = Stega
window-step-back = Stega bakåt
window-projects = Projekt
window-project = Projekt { $name }, { $state }
window-saved = sparat
window-unsaved = sparas
window-save-failed = inte sparat än
window-boards = Kort
window-help = Vad kan jag skriva?
window-help-close = Stäng listan
window-lessons = Lektioner
window-lessons-close = Stäng lektionerna
window-settings = Inställningar
window-close = Stäng
window-cancel = Avbryt

## Pages and panes

window-page-lesson = Lektion
window-page-program = Program
window-page-board = Kort
window-page-output = Utskrift
window-output-console = Konsol
window-output-plot = Diagram
window-output-variables = Variabler
window-variables-when = Tryck på Stega: programmet går en rad i taget, och variablerna syns här.
window-variables-none = Det finns inga variabler än.
window-line = Före rad { $line }
window-looking-back = Du tittar bakåt. Stega går framåt igen.
window-looking-back-real = Du tittar bakåt. Ett kort på kabel kan inte gå bakåt med dig: programmet fortsätter där det är nu. Vill du försöka från början, stoppa det och kör igen.
window-gone-back = Du är tillbaka på en tidigare rad. Programmet fortsätter härifrån.

## How a run ended

window-end-done = Programmet är klart.
window-end-stopped = Programmet stoppades.
window-end-mistake = Rad { $line }: { $sentence }

## Boards

window-board-microbit = micro:bit V2
window-board-microbit-v1 = micro:bit V1
window-board-arduino = Arduino Uno
window-board-text = Kort som skriver
window-board-simulated = { $name }, på skärmen
window-board-real = { $name }, ansluten
window-board-away = { $name }, urkopplad
window-board-away-now = { $name } är inte inkopplad. Koppla in kortet igen eller välj ett annat.
window-boards-simulated = På skärmen
window-boards-connected = På bordet
window-boards-stop-first = Ett program körs. Stoppa det om du vill byta kort.
window-boards-none = Inget kort hittades. Anslut ett med en USB-kabel som överför data, inte bara ström.
window-boards-none-chosen = Anslut ditt kort och välj det. Sedan kommer webbläsaren ihåg det.
window-boards-choose = Välj ett kort…
window-boards-not-in-browser = Den här webbläsaren kan inte använda kort med kabel. Korten på skärmen fungerar. Chrome och Edge på en dator klarar båda.
window-boards-not-on-page = Den här sidan kan inte använda kort med kabel, eftersom dess adress inte är säker. Korten på skärmen fungerar. Be din lärare om labbets säkra adress.
window-boards-connect = Anslut
window-boards-connect-to = Anslut till { $name }
window-boards-disconnect = Koppla från
window-boards-disconnect-from = Koppla från { $name }
window-boards-listen = Visa vad det skriver
window-boards-asking = Frågar kortet. Det kan starta om, och det tar högst elva sekunder.
window-boards-other = En annan port
window-boards-other-name = Dess namn eller adress
window-connected = { $name } är klart att använda.

## Files and projects

window-file-kept = Sparat som ”{ $name }” i { $folder }.
window-file-downloaded = ”{ $name }” finns bland dina hämtade filer.
window-step-program = { $pack }, { $number } { $step }
window-first-name = Mitt första program
window-shared-name = Program från en länk

## Where there is no window

window-no-display = Fönstret kan inte öppnas: det finns ingen skärm, eller inget som kan rita på den. Det första programmet körs därför här i terminalen.
